export type { Fault } from "./faults/fault.generated";
export { FaultError, type FaultSpec } from "./faults/parse-faults";
export type { LoggedRequest } from "./http/request-log";
export { type Emulator, type EmulatorOptions, startEmulator } from "./server/start-emulator";
export { SeedError } from "./store/parse-seed";
export type { ChangedBy, Draft, Store } from "./store/store";
export type {
  MembershipStatus,
  Product,
  Seed,
  SeedAccessEntry,
  SeedApiKey,
  SeedDelegationSettings,
  SeedEvent,
  SeedOrganization,
  SeedProject,
  SeedProjectSettings,
  SeedRole,
  SeedSecret,
  SeedServiceAccount,
  SeedSessionTimeouts,
  SeedSettings,
  SeedTag,
  SeedToken,
  SeedUser,
} from "./types/seed.generated";
export { defaultSettings, type Settings } from "./types/settings";
