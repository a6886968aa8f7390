// Bootstraps a fresh clone (npm ci and the build, only when needed) and runs one of the project's commands.
// Plain JavaScript without dependencies: it must run before anything is installed.
