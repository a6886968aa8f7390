import { org, project } from "../emulator/two-organizations";
import { callsOf, type Sequence } from "./sequence";
import { backAgain, known, parts, read } from "./terraform-project-reads";

const { get, gone, create, patch, remove, close, assign } = callsOf("2023-01-01");
const clusters = callsOf("2024-08-05");
const source = "mongodb/terraform-provider-mongodbatlas internal/service/project/resource_project.go";
const text = expect.any(String);
const made = (more: object = {}) =>
  create("/groups", {
    body: {
      clusterCount: 0,
      created: "0001-01-01T00:00:00Z",
      name: "from terraform",
      orgId: org,
      tags: [],
      withDefaultAlertsSettings: true,
      ...more,
    },
    needs: { id: text },
    keep: { group: "id" },
  });

const change = { isDataExplorerEnabled: false, isSchemaAdvisorEnabled: false };
const slow = "/groups/{group}/managedSlowMs";
const clusterLimit = "/groups/{group}/limits/atlas.project.deployment.clusters";
const limitTo = (value: number) =>
  patch(clusterLimit, {
    body: { name: "atlas.project.deployment.clusters", value },
    needs: { value },
  });

const destroyed = [
  clusters.get(
    `/groups/{group}/clusters?includeCount=true&includeDeletedWithRetainedBackups=false&itemsPerPage=100&pageNum=1`,
    { needs: { results: [], totalCount: 0 } },
  ),
  close("/groups/{group}"),
  gone("/groups/{group}", { needs: { errorCode: "GROUP_NOT_FOUND" } }),
];

export const terraformProjects: readonly Sequence[] = [
  {
    name: "mongodbatlas_project: create, refresh and destroy the least",
    source,
    steps: [made(), ...backAgain(), ...read("{group}"), ...read("{group}"), ...destroyed],
  },
  {
    name: "mongodbatlas_project: create with limits, settings and no slow operation thresholding",
    source,
    steps: [
      made({ tags: [{ key: "env", value: "test" }] }),
      limitTo(30),
      ...backAgain(change),
      get("/groups/{group}", { needs: { ...known, tags: [{ key: "env", value: "test" }] } }),
      remove(`${slow}/disable`),
      ...parts("{group}"),
      get(slow, { needs: false }),
      get("/groups/{group}/limits", { holds: { name: "atlas.project.deployment.clusters", value: 30 } }),
      ...destroyed,
    ],
  },
  {
    name: "mongodbatlas_project: update name, tags, limits, settings and slow operation thresholding",
    source,
    steps: [
      made(),
      patch("/groups/{group}", { body: { name: "renamed", tags: [{ key: "a", value: "b" }] } }),
      limitTo(40),
      remove(clusterLimit),
      ...backAgain(change),
      assign(`${slow}/enable`),
      get("/groups/{group}", { needs: { ...known, name: "renamed", tags: [{ key: "a", value: "b" }] } }),
      ...parts("{group}"),
      get(slow, { needs: true }),
      get("/groups/{group}/limits", { holds: { name: "atlas.project.deployment.clusters", value: 25 } }),
    ],
  },
  { name: "mongodbatlas_project: import", source, steps: read(project) },
  {
    name: "data source mongodbatlas_project: by id and by name",
    source: source.replace("resource_", "data_source_"),
    steps: [...read(project), get("/groups/byName/shop", { needs: known }), ...parts(project)],
  },
  {
    name: "data source mongodbatlas_projects",
    source: source.replace("resource_project", "data_source_projects"),
    steps: [
      get("/groups?includeCount=true", { needs: { totalCount: 2 }, holds: { ...known, id: project } }),
      ...parts(project),
    ],
  },
];
