import type { Connection, Settings } from "../config/settings";
import type { StackConfigUse } from "../config/stack-config-use";

/** Resolves the settings of one context, when they are needed. */
export interface SettingsResolver {
  readonly settings: () => Settings;
  readonly connection: () => Connection;
  readonly stackConfigUse: () => StackConfigUse;
  /** True to log no waits. */
  readonly isQuiet?: boolean;
  /** When each request must be finished; undefined for no limit. */
  readonly deadlineAt?: number | undefined;
}

/** The same with a time limit for each call, in milliseconds. */
export function withRetryBudget(resolver: SettingsResolver, budgetMs: number): SettingsResolver {
  const limits = { requestTimeoutMs: budgetMs, retryBudgetMs: budgetMs };
  return {
    ...resolver,
    settings: () => ({ ...resolver.settings(), ...limits }),
    connection: () => ({ ...resolver.connection(), ...limits }),
    isQuiet: true,
  };
}
