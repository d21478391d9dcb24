// What @lumieducation/h5p-server makes of a package: argv FILE, LIBRARIES (a folder with H5P's own libraries).
// It validates the package, checks that each library is there, holds the parameters to the libraries' semantics, and prints
// metadata and parameters as JSON.
const H5P = require('@lumieducation/h5p-server');
const {mkdtempSync, writeFileSync} = require('fs');
const {tmpdir} = require('os');
const path = require('path');

async function main(file, libraries) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'h5p'));
  const fs = H5P.fsImplementations;
  const config = new H5P.H5PConfig(undefined, {setFinished: {enabled: false}});
  const editor = new H5P.H5PEditor(
    new fs.InMemoryStorage(), config, new fs.FileLibraryStorage(libraries),
    new fs.FileContentStorage(path.join(scratch, 'content')), new fs.DirectoryTemporaryFileStorage(path.join(scratch, 'temporary')));
  const user = {id: '1', name: 'reader', email: '', type: 'local'};
  const {metadata, parameters} = await editor.uploadPackage(file, user);
  for (const each of metadata.preloadedDependencies) {
    if (!await editor.libraryManager.libraryExists(each)) throw new Error(`${each.machineName} is not there`);
  }
  const {'default': SemanticsEnforcer} = require('@lumieducation/h5p-server/build/src/SemanticsEnforcer');
  const main = metadata.preloadedDependencies.find((each) => each.machineName === metadata.mainLibrary);
  await new SemanticsEnforcer(editor.libraryManager).enforceSemanticStructure(parameters, main);
  process.stdout.write(JSON.stringify({metadata, parameters}));
}

main(...process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack}\n${JSON.stringify(error.errors || [])}\n`);
  process.exit(1);
});
