import * as handlers from "../../provider/host/dynamic/handlers.generated";
import { handlerName, providerText } from "../../provider/host/program/resource";
import { catalogue } from "../../provider/resources/catalogue.generated";
import golden from "../../testing/golden/provider-texts.json";

const texts: Readonly<Record<string, string>> = golden;

test.each(Object.values(catalogue))("the text that old states of $name run never changes", (definition) => {
  expect(providerText(definition)).toBe(texts[definition.name]);
});

test.each(Object.entries(texts))(
  "the text of %s is small, and names a provider that exists",
  (name, text) => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(120);
    expect(text).toMatch(/^exports\.handler=\(\)=>require\("pulumi-atlas-access\/host"\)\.\w+$/);
    expect(Object.keys(handlers)).toContain(handlerName(name));
  },
);
