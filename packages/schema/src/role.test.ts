import { expect, test } from 'vitest';
import { PERMISSIONS, permissionsOf, ROLE_PERMISSIONS, ROLES } from './role.ts';

test.each(ROLES)('the role %s holds known permissions, each once', (role) => {
  const held = ROLE_PERMISSIONS[role];
  for (const permission of held) expect(Object.keys(PERMISSIONS)).toContain(permission);
  expect(new Set(held).size).toBe(held.length);
});

test('every permission is held by some role and has words in both languages', () => {
  const held = permissionsOf(ROLES);
  for (const [permission, words] of Object.entries(PERMISSIONS)) {
    expect([...held]).toContain(permission);
    expect(words.zh).toMatch(/\p{Script=Han}/u);
    expect(words.en).toMatch(/[a-z]/);
  }
});

test('nobody who edits a journey may approve it by the same role', () => {
  for (const role of ROLES) {
    const held = permissionsOf([role]);
    expect(held.has('journey.edit') && held.has('journey.approve')).toBe(false);
  }
});

test('several roles add up', () => {
  expect(permissionsOf(['reviewer', 'staff'])).toEqual(
    new Set([...ROLE_PERMISSIONS.reviewer, ...ROLE_PERMISSIONS.staff]),
  );
  expect(permissionsOf([]).size).toBe(0);
});
