import { journey } from "./journey";

// The test calls it from outside.
Object.assign(globalThis, { journey });
