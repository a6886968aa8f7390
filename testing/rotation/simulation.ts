import { existsSync, readFileSync } from "node:fs";
import { type Deployment, storedResource } from "../engine/deployment";
import { numbersFrom } from "../kill-points/points";
import { type Consumer, keyConsumer, secretConsumer } from "./consumer";
import { type DayKind, drawDay } from "./days";
import type { RotationReport, SimulationOptions } from "./options";
import { Pipeline, type RunResult } from "./pipeline";
import { clientId } from "./program";
import { aliveKeysOf, aliveSecretsOf, Witness } from "./witness";

/** The hours of the day at which the pipeline runs and consumers read. */
const [runHour, readHour] = [3, 6];

/** Runs a pipeline once a day, with everything that may go wrong, and calls Atlas each hour with what it publishes. */
export async function simulate(options: SimulationOptions): Promise<RotationReport> {
  const schedule = {
    rotateEveryDays: options.rotateEveryDays ?? 7,
    overlapHours: options.overlapHours ?? 48,
  };
  const pipeline = await Pipeline.open(schedule);
  try {
    return await new Simulation(options, schedule, pipeline).run();
  } finally {
    await pipeline.close();
  }
}

class Simulation {
  private readonly random: () => number;
  private readonly counts = {
    calls: 0,
    unauthorized: 0,
    kills: 0,
    failedRuns: 0,
    lateSinks: 0,
    missedDays: 0,
  };
  private readonly broken: string[] = [];
  private readonly witnesses: readonly Witness[];
  private readonly consumers: readonly Consumer[];
  private state: Deployment | undefined;

  constructor(
    private readonly options: SimulationOptions,
    schedule: { readonly overlapHours: number },
    private readonly pipeline: Pipeline,
  ) {
    this.random = numbersFrom(options.seed);
    const { atlas, proxy, files } = pipeline;
    const overlapMs = schedule.overlapHours * 3_600_000;
    this.witnesses = [
      ...["key", "sunk"].map((name) => new Witness(name, aliveKeysOf(`${name} [rotation `), overlapMs)),
      new Witness("secret", aliveSecretsOf(clientId), overlapMs),
    ];
    proxy.onAnswer = () => {
      const state = atlas.store.state();
      for (const witness of this.witnesses) witness.look(state, pipeline.nowMs);
    };
    this.consumers = [
      keyConsumer("key", atlas.url, () => {
        const outputs = this.outputsOf("key");
        return outputs && [String(outputs.currentPublicKey), String(plain(outputs.currentPrivateKey))];
      }),
      keyConsumer("sunk", atlas.url, () => {
        if (!existsSync(files.stored)) return undefined;
        const [publicKey = "", privateKey = ""] = readFileSync(files.stored, "utf8").split(" ");
        return [publicKey, privateKey];
      }),
      secretConsumer("secret", atlas.url, clientId, () => {
        const outputs = this.outputsOf("secret");
        return outputs && String(plain(outputs.currentClientSecret));
      }),
    ];
  }

  async run(): Promise<RotationReport> {
    const { days, seed } = this.options;
    for (let day = 1; day <= days; day++) await this.day(day);
    const { calls, unauthorized, kills, failedRuns, lateSinks, missedDays } = this.counts;
    const early = this.witnesses.flatMap(({ earlyRemovals }) => earlyRemovals);
    return {
      days,
      seed,
      rotations: this.witnesses.reduce((sum, witness) => sum + witness.rotations, 0),
      calls,
      unauthorized,
      maxAlive: Math.max(...this.witnesses.map(({ maxAlive }) => maxAlive)),
      earlyRemovals: early.length,
      kills,
      failedRuns,
      lateSinks,
      missedDays,
      broken: [...this.broken, ...early],
    };
  }

  /** From midnight to midnight. */
  private async day(day: number): Promise<void> {
    for (let hour = 0; hour < 24; hour++) {
      if (hour === runHour) await this.runOf(day);
      if (hour === readHour) for (const consumer of this.consumers) consumer.read();
      await this.callAll(day, hour);
      this.pipeline.passHours(1);
    }
  }

  private async runOf(day: number): Promise<void> {
    const isUsual = day === 1 || day === this.options.days;
    const kind = isUsual ? "usual" : drawDay(this.random, this.isDue());
    if (kind === "missed") this.counts.missedDays += 1;
    else this.count(kind, day, await this.runAs(kind));
    this.state = await this.pipeline.state();
    for (const witness of this.witnesses) {
      const { currentApiKeyId, currentSecretId: current = currentApiKeyId } =
        this.outputsOf(witness.name) ?? {};
      if (current !== undefined) witness.sees(String(current), this.pipeline.nowMs);
    }
    this.options.tell?.(`day ${day}: ${kind}; ${this.summary()}`);
  }

  private runAs(kind: Exclude<DayKind, "missed">): Promise<RunResult> {
    const { pipeline, random } = this;
    switch (kind) {
      case "usual":
        return pipeline.run();
      case "killed":
        return pipeline.runUntilKilled(random);
      case "Atlas fails":
        return pipeline.runWhileAtlasFails(random);
      case "late sink":
        return pipeline.runWithSink("late");
      case "sink fails":
        return pipeline.runWithSink("failing");
    }
  }

  private count(kind: DayKind, day: number, result: RunResult): void {
    const { counts } = this;
    if (result.wasKilled) counts.kills += 1;
    if (result.hasFailed) counts.failedRuns += 1;
    if (kind === "late sink") counts.lateSinks += 1;
    if (result.hasFailed && (kind === "usual" || kind === "late sink"))
      this.broken.push(`day ${day}: the run failed: ${result.printed}`);
  }

  /** The outputs of a resource after the last run. */
  private outputsOf(name: string): Readonly<Record<string, unknown>> | undefined {
    const resources = this.state?.deployment.resources ?? [];
    if (this.state === undefined || !resources.some(({ urn }) => urn.endsWith(`::${name}`))) return undefined;
    return storedResource(this.state, name).outputs;
  }

  private isDue(): boolean {
    const times = ["key", "sunk", "secret"].flatMap((name) => {
      const { nextRotation, previousValidUntil } = this.outputsOf(name) ?? {};
      return [nextRotation, previousValidUntil].filter((time) => typeof time === "string");
    });
    return times.some((time) => Date.parse(time) <= this.pipeline.nowMs);
  }

  private async callAll(day: number, hour: number): Promise<void> {
    for (const consumer of this.consumers) {
      const status = await consumer.call();
      if (status === undefined) continue;
      this.counts.calls += 1;
      if (status === 200) continue;
      if (status === 401 || status === 403) this.counts.unauthorized += 1;
      this.broken.push(`day ${day}, hour ${hour}: Atlas answered ${consumer.name} with ${status}`);
    }
  }

  private summary(): string {
    const alive = this.witnesses.map(
      ({ name, rotations, maxAlive }) => `${name} ${rotations} rotations, at most ${maxAlive} alive`,
    );
    return `${alive.join("; ")}; ${this.counts.unauthorized} of ${this.counts.calls} calls refused`;
  }
}

/** The value of a secret in an export that shows them. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("plaintext" in value)) return value;
  return JSON.parse(String(value.plaintext));
}
