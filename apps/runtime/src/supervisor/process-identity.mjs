// Plain JavaScript: the watchdog runs it without a loader, so that it costs little memory beside a running product.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

let boot;

export function bootId() {
  boot ??=
    process.platform === 'linux'
      ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      : execFileSync('sysctl', ['-n', 'kern.boottime'], { encoding: 'utf8' }).trim();
  return boot;
}

/** A zombie counts as gone: it holds no file, socket or lock any more. */
function startTime(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name may hold spaces and parentheses; fields are counted from the last one (proc(5): state is 3, start 22).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    }
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

export function identify(pid) {
  const startedAt = startTime(pid);
  return startedAt === undefined ? undefined : { pid, startedAt, bootId: bootId() };
}

export function isAlive(identity) {
  return identity.bootId === bootId() && startTime(identity.pid) === identity.startedAt;
}

export function signalProcess(identity, signal) {
  return isAlive(identity) && send(identity.pid, signal);
}

export function signalGroup(identity, signal) {
  return isAlive(identity) && send(-identity.pid, signal);
}

function send(target, signal) {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
