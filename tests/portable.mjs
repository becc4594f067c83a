// Run a Python file in Pyodide. usage: portable.mjs PYODIDE COURSE SITE-PACKAGES PROGRAM, with JSON on standard input.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [place, course, site, program] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${place}/package/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${place}/package/`, env: { HOME: "/home/pyodide", PLOTLY_RENDERER: "plotly_mimetype" } });
for (const [path, root] of [["/compiled", `${place}/site`], ["/course", course], ["/packages", site]]) {
  pyodide.FS.mkdirTree(path);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, path);
}
pyodide.globals.set("GIVEN", pyodide.toPy(JSON.parse(readFileSync(0, "utf-8"))));
pyodide.runPython(`
import sys
sys.path[:0] = ["/compiled", "/course"]
sys.path.append("/packages")
sys.dont_write_bytecode = True
`);
await pyodide.runPythonAsync(readFileSync(program, "utf-8"));
console.log(pyodide.runPython("import json; json.dumps(FOUND)"));
process.exit(0);
