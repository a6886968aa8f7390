import { address } from "./checks/address";
import { caller } from "./checks/caller";
import { clock } from "./checks/clock";
import { credentials } from "./checks/credentials";
import { engine } from "./checks/engine";
import { keys } from "./checks/keys";
import { lock } from "./checks/lock";
import { node } from "./checks/node";
import { organization } from "./checks/organization";
import { packages } from "./checks/packages";
import { pending } from "./checks/pending";
import { profiles } from "./checks/profiles";
import { rateLimits } from "./checks/rate-limits";
import { reachability } from "./checks/reachability";
import { resources } from "./checks/resources";
import { roles } from "./checks/roles";
import { secrets } from "./checks/secrets";
import { settings } from "./checks/settings";
import { stack } from "./checks/stack";
import type { DoctorContext } from "./context";
import type { Check } from "./report";

/** Every check, in the order in which they are shown. */
export const checks: readonly Check<DoctorContext>[] = [
  ...[node, engine, packages],
  ...[stack, lock, pending],
  ...[settings, profiles, credentials],
  ...[reachability, clock, address, caller],
  ...[organization, roles, resources, keys, secrets, rateLimits],
];
