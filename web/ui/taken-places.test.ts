import { describe, expect, test } from 'vitest';
import { takenPlaces, type Placed } from './taken-places.ts';

/** A button of 100 × 36 px whose upper edge is at `top`. */
const at = (top: number, layer: string | null = null, left = 0): Placed => ({ box: { left, top, right: left + 100, bottom: top + 36 }, layer });
const taken = (before: Record<string, Placed>, now: Record<string, Placed>) =>
  takenPlaces(new Map(Object.entries(before)), new Map(Object.entries(now)), (a, b) => a.startsWith(b) || b.startsWith(a));

describe('who takes the place of another', () => {
  test.for([
    ['nothing moved', { start: at(0), cancel: at(44) }, { start: at(0), cancel: at(44) }, []],
    ['a bar went: all moved up by one', { start: at(44), cancel: at(88) }, { start: at(0), cancel: at(44) }, ['cancel']],
    ['a bar came: all moved down by one', { start: at(0), cancel: at(44) }, { start: at(44), cancel: at(88) }, ['start']],
    ['all moved by less than a row', { start: at(0), cancel: at(44) }, { start: at(20), cancel: at(64) }, ['start']],
    ['all moved by what a pointer may miss', { start: at(0), cancel: at(36) }, { start: at(3), cancel: at(39) }, []],
    ['something moved to where nothing was', { start: at(0) }, { start: at(300) }, []],
    ['something came over another', { search: at(0) }, { search: at(0), take: at(8) }, ['take']],
    ['something went that lay over another', { search: at(0), take: at(8) }, { search: at(0) }, ['search']],
    ['one was replaced by another', { claim: at(0) }, { review: at(0) }, ['review']],
    ['somebody opened a dialog', { search: at(0) }, { search: at(0), confirm: at(0, 'dialog') }, []],
    ['somebody closed it', { search: at(0), confirm: at(0, 'dialog') }, { search: at(0) }, ['search']],
    ['a row grew, with what is in it', { row: at(0), 'row link': at(0) }, { row: at(10), 'row link': at(10) }, []],
    ['something beside it moved', { start: at(0), bell: at(0, null, 200) }, { start: at(0), bell: at(44, null, 200) }, []],
  ] as const)('%s', ([, before, now, expected]) => {
    expect(taken(before, now)).toEqual(expected);
  });
});
