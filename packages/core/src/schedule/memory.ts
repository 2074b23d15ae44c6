import type { Slot } from "./ir";

/** Slots begin at multiples of this, so that vectors do not straddle cache lines and whole groups may be written. */
const ALIGNMENT = 64;

/** Where each slot lies in the arena, and how large the arena is, in bytes. */
export interface Arena {
  readonly offsets: readonly number[];
  readonly bytes: number;
}

/**
 * Lays slots out so that two that are in use at the same time never overlap: the largest first, each at the lowest
 * place that is free for as long as it is needed.
 */
export function planArena(slots: readonly Slot[]): Arena {
  const offsets = new Array<number>(slots.length).fill(0);
  const bySize = slots.map((_, i) => i).filter((i) => (slots[i] as Slot).last >= 0);
  bySize.sort((a, b) => (slots[b] as Slot).bytes - (slots[a] as Slot).bytes || a - b);
  const placed: number[] = [];
  let total = 0;
  for (const i of bySize) {
    const slot = slots[i] as Slot;
    const size = padded(slot.bytes);
    const taken = placed
      .filter((j) => overlaps(slot, slots[j] as Slot))
      .map((j) => ({
        from: offsets[j] as number,
        to: (offsets[j] as number) + padded((slots[j] as Slot).bytes),
      }))
      .sort((a, b) => a.from - b.from);
    let at = 0;
    for (const { from, to } of taken) {
      if (at + size <= from) break;
      at = Math.max(at, to);
    }
    offsets[i] = at;
    placed.push(i);
    total = Math.max(total, at + size);
  }
  return { offsets, bytes: total };
}

function overlaps(a: Slot, b: Slot): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Rounded up to whole units of alignment. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
