import {
  groupKFold,
  groupShuffleSplit,
  kFold,
  leaveOneGroupOut,
  leaveOneOut,
  leavePOut,
  predefinedSplit,
  repeatedKFold,
  repeatedStratifiedKFold,
  type Splitter,
  shuffleSplit,
  stratifiedGroupKFold,
  stratifiedKFold,
  stratifiedShuffleSplit,
  timeSeriesSplit,
} from "../../src";
import { type Case, flat } from "./goldens";

/** Our factories by scikit-learn's names. */
const factories = {
  KFold: kFold,
  StratifiedKFold: stratifiedKFold,
  GroupKFold: groupKFold,
  StratifiedGroupKFold: stratifiedGroupKFold,
  ShuffleSplit: shuffleSplit,
  StratifiedShuffleSplit: stratifiedShuffleSplit,
  GroupShuffleSplit: groupShuffleSplit,
  RepeatedKFold: repeatedKFold,
  RepeatedStratifiedKFold: repeatedStratifiedKFold,
  LeaveOneGroupOut: leaveOneGroupOut,
  TimeSeriesSplit: timeSeriesSplit,
} as const;

const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Options of scikit-learn as ours. */
export const camelArgs = (args: Case): Case =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [camel(name), value]));

export const isSplitterCase = ({ fn }: Case): boolean =>
  fn in factories || ["LeaveOneOut", "LeavePOut", "PredefinedSplit"].includes(fn);

/** The splitter of a case. */
export const splitterOf = ({ fn, args }: Case): Splitter => {
  if (fn === "LeaveOneOut") return leaveOneOut();
  if (fn === "LeavePOut") return leavePOut(args.p);
  if (fn === "PredefinedSplit") return predefinedSplit(args.test_fold);
  return factories[fn as keyof typeof factories](camelArgs(args));
};

/** The labels of a case. */
export const labelsOfCase = ({ y, groups }: Case): Case => ({
  ...(y === null ? {} : { y: flat(y) }),
  ...(groups === null ? {} : { groups: flat(groups) }),
});

/** What a splitter deals, as plain lists. */
export const dealt = (splitter: Splitter, n: number, labels: Case): { train: number[]; test: number[] }[] =>
  [...splitter.indices(n, labels)].map(({ train, test }) => ({ train: [...train], test: [...test] }));
