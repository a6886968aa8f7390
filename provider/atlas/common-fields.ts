import { z } from "zod";
import { field } from "../core/field";

/** A profile's name is part of the names of environment variables. */
const profileName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    "must be a name of letters, digits, - and _ that starts with a letter",
  );

/** Selects the credentials; an input of every resource and function. */
export const profile = field(profileName.optional(), {
  doc: "Name of the credentials to use, looked up when a call is made (see docs/guides/several-organizations-and-fleets.md); never a secret. A change sends nothing to Atlas. Default: the credentials without a name.",
  providerOnly: true,
  selectsProfile: true,
});
