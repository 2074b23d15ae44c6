import type { ReportData } from "./report-data";
import { asked } from "./sections/asked";
import { curves } from "./sections/curves";
import { data as dataSection } from "./sections/data";
import { diagnosis } from "./sections/diagnosis";
import { network } from "./sections/network";
import { repeat } from "./sections/repeat";
import { result } from "./sections/result";
import { split } from "./sections/split";
import { summary } from "./sections/summary";
import { pageOf } from "./shell";
import { style } from "./style";

/** The sections in the order in which they are read. */
const sections = [summary, asked, dataSection, split, network, curves, result, diagnosis, repeat];

/** A run as one page of HTML. */
export const renderReport = (data: ReportData): string =>
  pageOf({
    wellfit: data.config.wellfit,
    title: `${data.config.data.file}: ${data.config.target} · wellfit`,
    style,
    sections: sections.map((section) => section(data)),
  });
