/** Prints one line; the finder and the builder print only with this. */
export type Report = (line: string) => void;

/** How often a long step prints its progress without a terminal. */
const lineEveryMs = 10_000;

/**
 * Shows how far a long step is: on a terminal one line that is written over each second, else a line every ten
 * seconds. Call `now` whenever what it is doing changes, and `end` when it is over.
 */
export function startProgress(title: string, report: Report): { now(doing: string): void; end(): void } {
  const started = Date.now();
  const live = process.stdout.isTTY === true;
  let doing = "starting";
  const show = () => {
    const line = `${title}: ${Math.round((Date.now() - started) / 1000)} s, ${doing}`;
    if (live) process.stdout.write(`\r\x1b[2K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
    else report(line);
  };
  const timer = setInterval(show, live ? 1_000 : lineEveryMs);
  return {
    now(text) {
      doing = text;
    },
    end() {
      clearInterval(timer);
      if (live) process.stdout.write("\r\x1b[2K");
      report(`${title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    },
  };
}
