import { describeProfiles } from "../../../provider/config/settings";
import type { DoctorContext } from "../context";
import { type Check, ok, warn } from "../report";

export const profiles: Check<DoctorContext> = {
  name: "profiles",
  description: "The names of all profiles and their sources. `--profile NAME` checks the credentials of one.",
  async run(doctor) {
    const sources = describeProfiles(await doctor.settingsInput());
    const found = sources.flatMap(({ source, names = [] }) => names.map((name) => ({ source, name })));
    const problems = sources.flatMap(({ problem }) => problem ?? []);
    const { profile } = doctor.target;
    const list = found.map(({ source, name }) => `${name} (${source})`).join(", ") || "no profile found";
    const summary = profile === undefined ? list : `checking profile "${profile}"; found: ${list}`;
    const facts = { profile: profile ?? null, found, problems };
    if (problems.length === 0) return ok(summary, { facts });
    return warn(summary, {
      advice: "Correct the source that cannot be read, if you use a profile from it",
      details: problems,
      facts,
    });
  },
};
