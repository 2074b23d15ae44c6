import { studies } from "@wellfit/experiments";
import type { Say } from "../terminal/say";
import { count } from "../terminal/wording";

/** Every study with its extensions, as `--list --json` gives it. */
export const listOf = (): object[] =>
  studies.map(({ name, title, question, cases, chains, extensions }) => ({
    name,
    title,
    question,
    cases: cases.length + (chains?.length ?? 0),
    extensions: extensions.map((extension) => ({
      name: `${name}/${extension.name}`,
      title: extension.title,
      question: extension.question,
      cases: extension.cases.length,
    })),
  }));

/** Prints every study with its extensions below it. */
export const tellList = (say: Say): void => {
  const { bold, dim } = say.colours;
  const widest = Math.max(
    ...studies.flatMap(({ name, extensions }) => [
      name.length,
      ...extensions.map((extension) => `  ${name}/${extension.name}`.length),
    ]),
  );
  for (const { name, title, extensions } of studies) {
    say.result(`${bold(name.padEnd(widest))}  ${bold(title)}`);
    for (const extension of extensions) {
      say.result(`${`  ${name}/${extension.name}`.padEnd(widest)}  ${extension.title}`);
    }
  }
  const all = studies.reduce((sum, { extensions }) => sum + extensions.length, 0);
  say.line(dim(`\n${count(studies.length, "study", "studies")} and ${count(all, "extension")}`));
};
