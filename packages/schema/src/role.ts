import type { Words } from './text.ts';

export const ROLES = ['operator', 'reviewer', 'staff', 'engineer', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** The closed list of what somebody may do. The server checks it at every procedure; the builder only greys out. */
export const PERMISSIONS = {
  'journey.read': { zh: '查看旅程', en: 'see journeys' },
  'journey.edit': { zh: '编辑旅程', en: 'edit journeys' },
  'journey.approve': { zh: '医学审核', en: 'approve texts' },
  'journey.publish': { zh: '发布旅程', en: 'publish journeys' },
  'run.read': { zh: '查看在组记录', en: 'see runs' },
  'run.enrol': { zh: '入组与测试事件', en: 'enrol patients and send test events' },
  'run.operate': { zh: '操作在组患者', en: 'act on people in a journey' },
  'trial.run': { zh: '运行试验', en: 'run trials' },
  'review.comment': { zh: '批注旅程', en: 'comment on journeys' },
  'patient.read': { zh: '查看患者', en: 'see patients' },
  'patient.identity': { zh: '查看患者身份', en: 'see patient identities' },
  'patient.edit': { zh: '维护患者资料', en: 'edit patients' },
  'task.read': { zh: '查看待办', en: 'see to-dos' },
  'task.close': { zh: '处理待办', en: 'close to-dos and confirm messages' },
  'staff.manage': { zh: '管理员工小组', en: 'manage staff groups' },
  'key.manage': { zh: '管理接口密钥', en: 'manage API keys' },
  'audit.read': { zh: '查看审计日志', en: 'read the audit log' },
} as const satisfies Record<string, Words>;
export type Permission = keyof typeof PERMISSIONS;

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  operator: [
    'journey.read',
    'journey.edit',
    'journey.publish',
    'review.comment',
    'run.read',
    'run.enrol',
    'run.operate',
    'patient.read',
    'patient.identity',
    'patient.edit',
    'task.read',
  ],
  reviewer: ['journey.read', 'journey.approve', 'review.comment', 'run.read', 'patient.read'],
  staff: ['journey.read', 'run.read', 'patient.read', 'patient.identity', 'patient.edit', 'task.read', 'task.close'],
  engineer: ['journey.read', 'run.read', 'run.enrol', 'trial.run', 'key.manage'],
  admin: ['journey.read', 'run.read', 'patient.read', 'task.read', 'staff.manage', 'key.manage', 'audit.read'],
  auditor: ['journey.read', 'run.read', 'patient.read', 'task.read', 'audit.read'],
};

export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
}
