import { describe, expect, test } from 'vitest';
import { compareNames, firstName, foldedWords, initialsOf, nameFit, plainName } from './names.ts';

test.each([
  ['Rosa Jimenez', 'Rosa'],
  ['Dr. Wei Chen', 'Dr. Chen'],
  ['Dr Anjali Patel', 'Dr Patel'],
  ['Drew', 'Drew'],
  ['Dr. Who', 'Dr. Who'],
  ['van der Berg', 'van der Berg'],
  ['Anna van der Berg', 'Anna'],
  ['Dr. Anna van der Berg', 'Dr. van der Berg'],
  ['Phan, Ha', 'Ha'],
  ['de la Cruz, María José', 'María'],
  ['سارة محمد', 'سارة'],
  ['  Ada  ', 'Ada'],
  ['', ''],
])('%j is called %j', (name, first) => expect(firstName(name)).toBe(first));

test('a title is no part of a name', () => expect(plainName('Dr. Wei Chen')).toBe('Wei Chen'));

test.each([
  ['Rosa Jimenez', 'RJ'],
  ['𠮷田 太郎', '𠮷太'],
  ['😀 Ada', '😀A'],
  ['e\u0301lan', 'E\u0301'],
  ['Phan, Ha', 'HP'],
  ['Dr. Anna van der Berg', 'AB'],
  ['Cher', 'C'],
  ['', ''],
])('the initials of %j are %j', (name, initials) => expect(initialsOf(name).join('')).toBe(initials));

test.each([
  ['Müller', ['muller']],
  ['STRAẞE Straße', ['strasse', 'strasse']],
  ["O'Neill O’Neill", ['oneill', 'oneill']],
  ['Anne-Marie', ['anne', 'marie']],
  ['ﬁne Œuvre', ['fine', 'oeuvre']],
  ['İstanbul ışık', ['istanbul', 'isik']],
  ['Łukasz Đorđe', ['lukasz', 'dorde']],
])('%j is compared as %j', (name, words) => expect(foldedWords(name)).toEqual(words));

describe('what is typed', () => {
  test.each([
    ['María José García', 'garcia maria', 2],
    ['María José García', 'Mar', 1],
    ['María José García', 'maria jose garcia', 0],
    ['María José García', 'mariajose', 1],
    ['Anne-Marie Dupont', 'annemarie d', 1],
    ["Sean O'Neill", 'oneill', 2],
    ["Sean O'Neill", 'o’n', 2],
    ['van der Berg', 'vanderberg', 0],
    ['Ana Ana', 'ana ana', 0],
    ['Ana Lopez', 'ana ana', null],
    ['Maria Alvarez', 'ria', null],
    ['Maria Alvarez', 'x', null],
  ] as const)('%j is found by %j as %j', (name, query, fit) => expect(nameFit(name, query)).toBe(fit));

  test('finds a name however it is composed', () => {
    expect(nameFit('Jose\u0301', 'jos\u00e9')).toBe(0);
    expect(nameFit('Jos\u00e9', 'jose\u0301')).toBe(0);
  });
});

test('names stand in one order', () => {
  const names = ['Zoë', 'Ångström', 'anna', 'Zoe', 'Émile', 'Eva', 'Ärmel'];
  expect(names.toSorted(compareNames)).toEqual(['Ångström', 'anna', 'Ärmel', 'Émile', 'Eva', 'Zoe', 'Zoë']);
});
