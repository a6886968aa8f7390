import { describeProfiles } from "../../../provider/config/settings";
import type { DoctorContext } from "../context";
import { type Check, ok, warn } from "../report";

export const profiles: Check<DoctorContext> = {
  name: "profiles",
  description:
    "Which profiles there are, by name, and where. `--profile NAME` looks at the credentials of one.",
  async run(doctor) {
    const sources = describeProfiles(await doctor.settingsInput());
    const found = sources.flatMap(({ source, names = [] }) => names.map((name) => ({ source, name })));
    const problems = sources.flatMap(({ problem }) => problem ?? []);
    const { profile } = doctor.target;
    const listed = found.map(({ source, name }) => `${name} (${source})`).join(", ");
    const others = listed === "" ? "no profile found" : listed;
    const summary = profile === undefined ? others : `looking at profile "${profile}"; found: ${others}`;
    const facts = { profile: profile ?? null, found, problems };
    if (problems.length === 0) return ok(summary, { facts });
    return warn(summary, {
      advice: "Correct what cannot be read, if a profile of it is used",
      details: problems,
      facts,
    });
  },
};
