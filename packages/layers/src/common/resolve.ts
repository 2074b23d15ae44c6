import { camelKeys, didYouMean, normalName } from "./names";
import { show } from "./options";

/** An object as Keras 3 writes it to a file: which class, and what it was made with, keys in snake_case. */
export interface SerializedObject {
  /** The Python module that Keras looks the class up in. */
  readonly module?: string | null;
  /** The name of the class, such as "Dense". */
  readonly class_name: string;
  /** What the object was made with. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The name a custom class was registered under. */
  readonly registered_name?: string | null;
  /** The shape a layer was built for. */
  readonly build_config?: Readonly<Record<string, unknown>> | null;
}

/** What has a class name and settings that a file can hold. */
export interface Configurable {
  /** The name of the class in Keras. */
  readonly className: string;
  /** What it was made with, keys in snake_case as in Keras. */
  getConfig(): Record<string, unknown>;
}

/** A class whose instances can be made again from their settings. */
export interface ConfigurableClass<T> {
  /** The name of the class in Keras. */
  readonly className: string;
  /** Other names it is known by, such as "mse". */
  readonly aliases?: readonly string[];
  /**
   * Makes an instance from settings in snake_case; by default the constructor gets them in camelCase.
   *
   * @param resolve - Makes another of the family from a serialized object, for what holds others.
   */
  fromConfig?(config: Readonly<Record<string, unknown>>, resolve: (value: unknown) => T): T;
}

/** Classes and functions of the user's own, by the name that files hold. */
export type CustomObjects = Readonly<Record<string, unknown>>;

/** One kind of thing that can be given as a string, a config, an instance or (where `fromFunction` is) a function. */
export interface Family<T> {
  /** What error messages call it. */
  readonly kind: string;
  readonly module: string;
  readonly isOne: (value: unknown) => value is T;
  /** The classes that names stand for. */
  readonly classes: () => readonly ConfigurableClass<T>[];
  /** Looks at an object of a file before its class is looked up. */
  readonly special?: (value: SerializedObject, where: string) => T | undefined;
  readonly fromFunction?: (fn: (...args: never[]) => unknown) => T;
  /**
   * Classes that only files find by name ({@link withApart}), with the factory to call elsewhere: those that a name alone does
   * not make, or that are large, would burden every bundle.
   */
  readonly apart?: Readonly<Record<string, string>>;
}

/** Classes by the kind of their family. */
export type ClassesByKind = Readonly<Record<string, readonly ConfigurableClass<unknown>[]>>;

let apart: ClassesByKind = {};

/** Runs `body` while names also stand for these classes, which their families keep apart. */
export function withApart<R>(classes: ClassesByKind, body: () => R): R {
  const before = apart;
  apart = classes;
  try {
    return body();
  } finally {
    apart = before;
  }
}

const scopes: CustomObjects[] = [];

/** Runs `body` while names are looked up among the user's own objects first. */
export function withCustomObjects<R>(objects: CustomObjects | undefined, body: () => R): R {
  if (objects === undefined) return body();
  scopes.push(objects);
  try {
    return body();
  } finally {
    scopes.pop();
  }
}

/** The user's own object of that name, if there is one. */
export function customObject(name: string): unknown {
  for (let i = scopes.length - 1; i >= 0; i--) {
    const scope = scopes[i] as CustomObjects;
    if (Object.hasOwn(scope, name) && scope[name] !== undefined) return scope[name];
  }
  return undefined;
}

/**
 * An instance from a name (in any of the spellings), a serialized object, an instance or a function.
 *
 * @param where - What asks, such as `dense: kernelInitializer`.
 * @throws TypeError that lists the names there are.
 */
export function resolve<T>(family: Family<T>, value: unknown, where: string): T {
  if (family.isOne(value)) return value;
  if (typeof value === "string") return make(family, value, {}, where);
  if (typeof value === "function" && family.fromFunction) {
    return family.fromFunction(value as (...args: never[]) => unknown);
  }
  const special = isSerialized(value) ? family.special?.(value, where) : undefined;
  if (special !== undefined) return special;
  if (isSerialized(value)) {
    const { class_name: name, config } = value;
    // Keras writes a function, such as keras.losses.huber, by its name.
    if (name === "function" && typeof config === "string") return make(family, config, {}, where);
    return make(family, name, config ?? {}, where);
  }
  throw new TypeError(
    `${where}: received ${show(value)}, expected ${aOrAn(family.kind)}: one of the names ${names(family)}, or an instance`,
  );
}

function make<T>(
  family: Family<T>,
  name: string,
  config: Readonly<Record<string, unknown>>,
  where: string,
): T {
  const custom = customObject(name);
  if (custom !== undefined) {
    if (isConfigurableClass(custom)) return construct(family, custom as ConfigurableClass<T>, config, where);
    return resolve(family, custom, where);
  }
  const wanted = normalName(name);
  const all = [...family.classes(), ...((apart[family.kind] ?? []) as readonly ConfigurableClass<T>[])];
  const found = all.find(
    (c) => normalName(c.className) === wanted || c.aliases?.some((a) => normalName(a) === wanted),
  );
  if (found === undefined) {
    const factory = Object.entries(family.apart ?? {}).find(([one]) => normalName(one) === wanted)?.[1];
    if (factory !== undefined) {
      throw new TypeError(
        `${where}: received the name ${JSON.stringify(name)}, expected an instance: import ${factory} and pass what it gives, ` +
          "because a program should not carry what it does not use",
      );
    }
    const spellings = [
      ...all.flatMap((c) => [camelName(c.className), ...(c.aliases ?? [])]),
      ...Object.values(family.apart ?? {}),
    ];
    const owner = typeof config.name === "string" ? ` for ${JSON.stringify(config.name)}` : "";
    throw new TypeError(
      `${where}: received ${JSON.stringify(name)}${owner}${didYouMean(name, spellings)}, expected ${aOrAn(family.kind)}: one of ` +
        `${names(family)}, or an instance; a class of your own goes into customObjects when a file is read, as in ` +
        `loadModel(file, { customObjects: { ${/^\w+$/.test(name) ? name : JSON.stringify(name)} } })`,
    );
  }
  return construct(family, found, config, where);
}

function construct<T>(
  family: Family<T>,
  from: ConfigurableClass<T>,
  config: Readonly<Record<string, unknown>>,
  where: string,
): T {
  if (from.fromConfig) return from.fromConfig(config, (value) => resolve(family, value, where));
  return new (from as unknown as new (options: object) => T)(camelKeys(config));
}

/** Whether a value is a class whose instances files can hold. */
export function isConfigurableClass(value: unknown): value is ConfigurableClass<Configurable> {
  return typeof value === "function" && "className" in value && typeof value.className === "string";
}

/** Whether a value has the form in which Keras writes objects to files. */
export function isSerialized(value: unknown): value is SerializedObject {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<SerializedObject>).class_name === "string"
  );
}

/** The form in which Keras 3 writes an object to a file. */
export function serialize(object: Configurable, module: string): SerializedObject {
  return { module, class_name: object.className, config: object.getConfig(), registered_name: null };
}

/** `BinaryCrossentropy` → `binaryCrossentropy`, `SGD` → `sgd`, `Conv2D` → `conv2d`: what a factory is called. */
export function camelName(className: string): string {
  if (className === "RMSprop") return "rmsprop";
  return className
    .replace("IoU", "Iou")
    .replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase())
    .replace(/\dD/, (axes) => axes.toLowerCase());
}

function names<T>(family: Family<T>): string {
  const own = family.classes().map((c) => camelName(c.className));
  return [...own, ...Object.values(family.apart ?? {})]
    .map((name) => JSON.stringify(name))
    .sort()
    .join(", ");
}

function aOrAn(word: string): string {
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}
