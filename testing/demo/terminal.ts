import { styleText } from "node:util";

/** Where the demo prints to: standard output, or a test's fake. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

type Style = Parameters<typeof styleText>[0];

const indent = "      ";
const changeStyles: Readonly<Record<string, Style>> = { "+ ": "green", "- ": "red", "~ ": "yellow" };

/** Prints line by line; on a terminal also colours, and a line that shows what is under way. */
export class Terminal {
  private readonly hasColours: boolean;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly output: Output) {
    this.hasColours = output.isTTY === true && !process.env.NO_COLOR;
  }

  /** A line at the left edge. */
  line(text = ""): void {
    this.output.write(`${text}\n`);
  }

  /** A step's title. */
  title(text: string): void {
    this.line();
    this.line(this.styled("bold", text));
  }

  /** A line that belongs to the step. */
  note(text: string): void {
    this.line(`${indent}${text}`);
  }

  /** A command as it could be typed. */
  command(text: string): void {
    this.note(this.styled("cyan", `$ ${text}`));
  }

  /** Lines of a program's output, a little further in; lines that mark a change coloured by it. */
  quote(lines: readonly string[]): void {
    for (const line of lines) {
      const style = changeStyles[line.trimStart().slice(0, 2)];
      this.note(`  ${style === undefined ? line : this.styled(style, line)}`);
    }
  }

  /** A document, indented. */
  page(text: string): void {
    for (const line of text.trimEnd().split("\n")) this.note(`  ${line}`);
  }

  /** How a step ended. */
  verdict(ok: boolean, text: string): void {
    this.note(this.styled(ok ? "green" : "red", text));
  }

  /** On a terminal, shows the duration of an operation and its last line. Call the result to end it. */
  busy(now: () => string): () => void {
    if (this.output.isTTY !== true) return () => undefined;
    const started = performance.now();
    const show = () => {
      const seconds = Math.floor((performance.now() - started) / 1000);
      const text = `${indent}... ${seconds} s  ${now()}`.slice(0, (this.output.columns ?? 80) - 1);
      this.output.write(`\r\x1b[2K${this.styled("dim", text)}`);
    };
    this.timer = setInterval(show, 200);
    return () => {
      clearInterval(this.timer);
      this.output.write("\r\x1b[2K");
    };
  }

  private styled(style: Style, text: string): string {
    // Whether there are colours is decided above, for this output, which need not be standard output.
    return this.hasColours ? styleText(style, text, { validateStream: false }) : text;
  }
}

/** A duration as the demo prints it. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
