import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Reply as Told } from "../src/overfitting/messages";
import { defaultSettings, type Settings } from "../src/overfitting/settings";
import { noCurves } from "../src/training/curves";
import type { Ending, Prediction, Request as RequestOf } from "../src/training/messages";
import { type Session, startSession } from "../src/training/session";

type Request = RequestOf<Settings>;
type Reply = Told | Ending | Prediction;

/** Stands in for the thread: keeps what it was asked, and says what the test wants it to say. */
class Thread extends EventTarget {
  readonly asked: Request[] = [];
  ended = false;
  postMessage(request: Request): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  say(reply: Reply): void {
    this.dispatchEvent(new MessageEvent("message", { data: reply }));
  }
}

let thread: Thread;
let heard: Reply[];
const begin = (): Session =>
  startSession<Settings, Told>(
    () => thread as unknown as Worker,
    defaultSettings,
    (reply) => heard.push(reply),
  );

beforeEach(() => {
  vi.useFakeTimers();
  thread = new Thread();
  heard = [];
});
afterEach(() => {
  vi.useRealTimers();
});

test("the worker is asked to train, and what it says is passed on", () => {
  begin();
  expect(thread.asked).toEqual([{ kind: "train", settings: defaultSettings }]);
  const progress = { kind: "progress", curves: noCurves(), epochsPerSecond: 5 } as const;
  thread.say(progress);
  thread.say({ kind: "done", epochs: 3, epochsPerSecond: 5 });
  expect(heard).toEqual([progress, { kind: "done", epochs: 3, epochsPerSecond: 5 }]);
  expect(thread.ended).toBe(false);
});

test("stop asks, and a worker that answers lives on to predict", async () => {
  const session = begin();
  session.stop();
  expect(thread.asked.at(-1)).toEqual({ kind: "stop" });
  thread.say({ kind: "stopped" });
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([{ kind: "stopped" }]);
  expect(thread.ended).toBe(false);
  const answer = session.predict(new Float32Array([1, 2]));
  thread.say({ kind: "prediction", id: 1, probabilities: new Float32Array([0.5]) });
  expect(await answer).toEqual(new Float32Array([0.5]));
  session.stop();
  expect(thread.asked.filter(({ kind }) => kind === "stop")).toHaveLength(1);
});

test("a worker that does not answer is ended by force, once, and is heard of no more", async () => {
  const session = begin();
  const answer = session.predict(new Float32Array(2));
  session.stop();
  session.stop();
  vi.advanceTimersByTime(499);
  expect(thread.ended).toBe(false);
  vi.advanceTimersByTime(1);
  expect(thread.ended).toBe(true);
  thread.say({ kind: "done", epochs: 3, epochsPerSecond: 5 });
  expect(heard).toEqual([{ kind: "stopped" }]);
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  await expect(session.predict(new Float32Array(2))).rejects.toMatchObject({ name: "AbortError" });
});

test("answers find their questions in any order", async () => {
  const session = begin();
  const answers = [session.predict(new Float32Array(2)), session.predict(new Float32Array(4))];
  thread.say({ kind: "prediction", id: 2, probabilities: new Float32Array([2, 2]) });
  thread.say({ kind: "prediction", id: 7, probabilities: new Float32Array([7]) });
  thread.say({ kind: "prediction", id: 1, probabilities: new Float32Array([1]) });
  expect((await Promise.all(answers)).map((answer) => answer.length)).toEqual([1, 2]);
});

test("an error of the training reaches the page once, and ends the worker", () => {
  begin();
  thread.say({ kind: "failed", message: "the loss is NaN" });
  thread.say({ kind: "failed", message: "again" });
  expect(heard).toEqual([{ kind: "failed", message: "the loss is NaN" }]);
  expect(thread.ended).toBe(true);
});

test("a script that cannot be loaded is told in words", () => {
  begin();
  thread.dispatchEvent(new Event("error", { cancelable: true }));
  expect(heard).toEqual([
    { kind: "failed", message: "its script could not be loaded; reload the page to try again" },
  ]);
});

test("a message that cannot be read is told in words", () => {
  begin();
  thread.dispatchEvent(new Event("messageerror"));
  expect(heard).toEqual([{ kind: "failed", message: "a message between page and worker was lost" }]);
});

test("a browser without workers is told in words, after the session is there", async () => {
  const session = startSession<Settings, Told>(
    () => {
      throw new Error("workers are forbidden here");
    },
    defaultSettings,
    (reply) => heard.push(reply),
  );
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual([{ kind: "failed", message: "workers are forbidden here" }]);
  session.stop();
  session.close();
  await expect(session.predict(new Float32Array(2))).rejects.toMatchObject({ name: "AbortError" });
});

test("close ends everything silently", async () => {
  const session = begin();
  const answer = session.predict(new Float32Array(2));
  session.close();
  thread.dispatchEvent(new Event("error", { cancelable: true }));
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([]);
  expect(thread.ended).toBe(true);
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
});
