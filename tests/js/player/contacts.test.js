import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, isOverdue } from '../../../assets/components/contacts/contacts.js';

test('the day is the one on the reader’s own clock', () => {
  assert.equal(dayOf(new Date(2026, 10, 22, 23, 59)), '2026-11-22');
  assert.equal(dayOf(new Date(2027, 0, 1, 0, 1)), '2027-01-01');
});

test('a contact is shown up to and on its last day', () => {
  const contact = { expires: '2027-02-22', isFallback: false };
  assert.equal(isOverdue(contact, '2027-02-21'), false);
  assert.equal(isOverdue(contact, '2027-02-22'), false);
  assert.equal(isOverdue(contact, '2027-02-23'), true);
});

test('a number that always stays is never overdue', () => {
  assert.equal(isOverdue({ expires: '2020-01-01', isFallback: true }, '2027-02-23'), false);
});
