import { type Assignment, type Condition, DAY, type EpochMs, MINUTE, parseDuration } from '@suivi/schema';
import { countsByCalendar, keysOf, nodesOf, typesHeard, whereTo } from './drawing.ts';
import { DAYS, type LivedCase, type LivedEvent, type Row, zoneOf } from './lived-case.ts';
import { dateAfter } from './naive-clock.ts';
import {
  type DateConfig,
  type DeadlineConfig,
  instantOf,
  instantOfDate,
  openingOf,
  type WindowConfig,
} from './naive-deadline.ts';
import { NaiveMemory } from './naive-memory.ts';

type Config = Record<string, unknown>;
interface CaseConfig {
  id: string;
  if: Condition;
}

/** Where a wait that is over leads, if not to `next`. */
const PORT_OF_TIME: Record<string, string> = {
  'wait-for-event': 'timeout',
  'wait-until-true': 'timeout',
  'wait-until-date': 'due',
};

/**
 * The second interpreter of a journey: written from the design of the engine, not from its code, for the drawing and not
 * for the plan. It walks through every minute and looks at everything. Slow, and meant to be checked by reading.
 */
export class NaiveRun {
  readonly rows: Row[] = [];
  private readonly doc;
  private now: EpochMs;
  private over = false;
  /** Where the patient is. */
  private node = '';
  /** When a wait is over, if ever: undefined in a wait without an end. */
  private until: EpochMs | undefined;
  /** When the step before the present one was completed: waits look back to there. */
  private since: EpochMs;
  private readonly visits = new Map<string, number>();
  private readonly rounds = new Map<string, number>();
  private readonly memory: NaiveMemory;
  private acts = 0;
  /** Events of this very minute that nothing has used up. */
  private unused: LivedEvent[] = [];
  /** Goals that are reached: each counts once. */
  private readonly reached = new Set<string>();
  /** Goals whose condition held when it was last looked at: it counts when it becomes true. */
  private holding = new Set<string>();
  /** Whether the conditions of exit rules and goals are to be looked at again. */
  private lookAtRules = true;

  constructor(
    private readonly lived: LivedCase,
    /** The arm that the patient has at each split: which one it is, is for the engine to say, once and for all. */
    private readonly arms: ReadonlyMap<string, string> = new Map(),
  ) {
    this.doc = lived.journey;
    this.now = lived.start;
    this.since = lived.start;
    this.memory = new NaiveMemory(lived);
  }

  run(): Row[] {
    const end = this.lived.start + DAYS * DAY;
    const heard = typesHeard(this.doc);
    const coming = this.lived.events.filter(({ type }) => heard.has(type));
    this.goTo(nodesOf(this.doc, 'trigger-event')[0]?.id ?? '');
    for (; this.now <= end && !this.over; this.now += MINUTE) {
      this.applyRules();
      for (let next = coming[0]; next && next.at <= this.now && !this.over; next = coming[0]) {
        coming.shift();
        this.take(next);
      }
      while (!this.over && this.until !== undefined && this.until <= this.now) {
        this.wake(PORT_OF_TIME[this.doc.nodes[this.node]?.type ?? ''] ?? 'next', 'deadline');
        this.applyRules();
      }
      if (this.unused.length > 0) this.unused = [];
    }
    return this.rows;
  }

  private rules(on: 'event' | 'condition', type: 'exit-rule' | 'goal') {
    return nodesOf(this.doc, type).filter(({ id, config }) => config.on === on && !this.reached.has(id));
  }

  private get config(): Config {
    return this.doc.nodes[this.node]?.config ?? {};
  }

  private write(kind: string, more: Partial<Row> = {}): void {
    this.rows.push({ node: this.node, visit: this.visits.get(this.node) ?? 0, kind, at: this.now, ...more });
  }

  /** An event reaches the run: exit rules first, then goals, then the wait, and what neither uses stays for this minute. */
  private take(event: LivedEvent): void {
    const isMeant = ({ config }: { config: Config }) => this.memory.isMeant(event, config);
    const exit = this.rules('event', 'exit-rule').find(isMeant);
    if (exit) return this.exitBy(exit.id);
    const goal = this.rules('event', 'goal').find(isMeant);
    // Whoever reaches a goal by an event has used it.
    if (goal) return this.reach(goal.id);
    if (event.type === 'field.changed') this.fieldChanged(String(event.data.key));
    if (this.over) return;
    if (this.fits(event)) this.use(event);
    else this.unused.push(event);
  }

  /** Whether the present wait is for this event, and it happened since the step before was completed, or after that. */
  private fits(event: LivedEvent): boolean {
    if (this.doc.nodes[this.node]?.type !== 'wait-for-event') return false;
    const inTime = this.config.from === 'now' ? event.at > this.since : event.at >= this.since;
    return inTime && !this.memory.isUsed(event) && this.memory.isMeant(event, this.config);
  }

  private use(event: LivedEvent): void {
    this.memory.use(event);
    this.wake('event', event.type);
  }

  private fieldChanged(key: string): void {
    const rules = [...this.rules('condition', 'exit-rule'), ...this.rules('condition', 'goal')];
    if (rules.some(({ config }) => keysOf(config.if as Condition).includes(key))) {
      this.lookAtRules = true;
      this.applyRules();
    }
    if (this.over) return;
    const type = this.doc.nodes[this.node]?.type;
    const { if: condition, field } = this.config;
    if (type === 'wait-until-date' && field === key) return this.waitForDate();
    const looks = type === 'wait-until-true' && keysOf(condition as Condition).includes(key);
    if (looks && this.holds(condition)) this.wake('true', 'condition');
  }

  private holds(condition: unknown): boolean {
    return this.memory.answer(condition as Condition, this.now) === 'yes';
  }

  /**
   * Conditions of exit rules and goals are looked at as soon as the run stands still, does something, or reads the record or a calendar
   * for the first time, and again when a field that they look at has changed.
   */
  private applyRules(): void {
    if (this.over || !this.lookAtRules) return;
    this.lookAtRules = false;
    const exit = this.rules('condition', 'exit-rule').find(({ config }) => this.holds(config.if));
    if (exit) return this.exitBy(exit.id);
    const held = this.holding;
    const goals = this.rules('condition', 'goal').filter(({ config }) => this.holds(config.if));
    this.holding = new Set(goals.map(({ id }) => id));
    const goal = goals.find(({ id }) => !held.has(id));
    if (goal) this.reach(goal.id);
  }

  /** Whether a rule has taken the run away from where it was about to go on. */
  private isRuledOut(): boolean {
    const { length } = this.rows;
    this.applyRules();
    return this.rows.length > length;
  }

  private reach(goal: string): void {
    this.write('moved', { by: 'goal' });
    this.reached.add(goal);
    this.memory.beginTrack();
    this.arriveAt(goal);
    this.write('entered', { port: 'reached' });
    this.follow('reached');
  }

  private exitBy(rule: string): void {
    this.write('moved', { by: 'rule' });
    this.arriveAt(rule);
    this.write('entered');
    this.leave();
  }

  private leave(): void {
    this.write('left', { by: String(this.config.outcome) });
    this.over = true;
    this.until = undefined;
  }

  private wake(port: string, by: string): void {
    this.write('woke', { port, by });
    this.follow(port);
  }

  private follow(port: string): void {
    this.until = undefined;
    this.since = this.now;
    this.goTo(whereTo(this.doc, this.node, port));
  }

  private arriveAt(node: string): void {
    this.node = node;
    this.visits.set(node, (this.visits.get(node) ?? 0) + 1);
  }

  private goTo(node: string): void {
    this.arriveAt(node);
    const config = this.config;
    const type = this.doc.nodes[node]?.type;
    if (type === 'trigger-event') {
      this.write('entered', { port: 'next' });
      return this.follow('next');
    }
    this.write('entered');
    if (countsByCalendar(config) && this.isRuledOut()) return;
    switch (type) {
      case 'message':
      case 'set-field':
        return this.isRuledOut() ? undefined : this.act();
      case 'set-variable':
        return this.set(config.set as Assignment[]);
      case 'branch':
        return this.branch(config.cases as CaseConfig[]);
      case 'repeat':
        return this.repeat(Number(config.times));
      case 'split':
        return this.branched(this.arms.get(node) ?? 'a', 'split');
      case 'wait-duration':
        return this.waitUntil(config.until as DeadlineConfig);
      case 'wait-for-event':
        return this.waitForEvent(config.timeout as DeadlineConfig);
      case 'wait-until-true':
        if (this.isRuledOut()) return;
        if (this.holds(config.if)) return this.wake('true', 'condition');
        return this.waitUntil(config.timeout as DeadlineConfig | undefined);
      case 'wait-until-date':
        return this.isRuledOut() ? undefined : this.waitForDate();
      case 'send-window':
        return this.waitForWindow(config as unknown as WindowConfig);
      case 'exit':
        return this.leave();
      default:
        throw new Error(`no meaning is known for ${type}`);
    }
  }

  private act(): void {
    const outcome = this.lived.outcomes[this.acts % this.lived.outcomes.length] ?? '';
    this.acts += 1;
    const port = outcome === 'blocked' && this.config.onBlocked === 'port' ? 'blocked' : 'next';
    this.write('acted', { port, by: outcome });
    this.follow(port);
  }

  private set(steps: Assignment[]): void {
    this.memory.assign(steps);
    this.write('acted', { port: 'next', by: 'set' });
    this.follow('next');
  }

  private branch(cases: CaseConfig[]): void {
    if (cases.some((each) => keysOf(each.if).length > 0) && this.isRuledOut()) return;
    const answers = cases.map((each) => this.memory.answer(each.if, this.now));
    const first = cases[answers.indexOf('yes')];
    if (first) return this.branched(first.id, 'case');
    return answers.includes('unknown') ? this.branched('unknown', 'unknown') : this.branched('else', 'else');
  }

  private repeat(times: number): void {
    const round = (this.rounds.get(this.node) ?? 0) + 1;
    this.rounds.set(this.node, round > times ? 0 : round);
    this.branched(round > times ? 'done' : 'again', 'repeat');
  }

  private branched(port: string, by: string): void {
    this.write('branched', { port, by });
    this.follow(port);
  }

  private waitUntil(deadline: DeadlineConfig | undefined): void {
    this.until =
      deadline && instantOf(deadline, { now: this.now, entered: this.lived.start, zone: zoneOf(this.lived) });
    this.write('waiting', this.until === undefined ? {} : { until: this.until });
  }

  private waitForEvent(timeout: DeadlineConfig): void {
    const early = this.unused.find((event) => this.fits(event));
    if (!early) return this.waitUntil(timeout);
    this.unused.splice(this.unused.indexOf(early), 1);
    this.use(early);
  }

  private waitForWindow(window: WindowConfig): void {
    const opens = openingOf(window, this.now, zoneOf(this.lived));
    if (opens === this.now) return this.wake('next', 'window');
    const patience = window.within === undefined ? undefined : parseDuration(window.within);
    if (patience !== undefined && opens > this.now + patience) return this.wake('expired', 'past');
    this.until = opens;
    this.write('deferred', { until: opens, by: 'window' });
  }

  /** On arrival and whenever the date changes. */
  private waitForDate(): void {
    const config = this.config as unknown as DateConfig;
    const known = dateAfter(String(this.memory.field(config.field, this.now)), 0);
    if (known === undefined) return this.wake('missing', 'missing');
    const due = instantOfDate(config, known, this.since, zoneOf(this.lived));
    if (due < this.now) return this.wake('past', 'past');
    if (due === this.until) return;
    this.until = due;
    this.write('waiting', { until: due });
  }
}
