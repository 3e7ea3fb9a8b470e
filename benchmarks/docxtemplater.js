// Renders the books of a folder with docxtemplater, as its documentation has it for many documents: one instance a document.
// Reads template.docx and contexts.json, writes N.docx, prints the CPU time of each document in milliseconds as JSON.
const fs = require("fs");
const path = require("path");
const [modules, folder] = process.argv.slice(2);
const PizZip = require(path.join(modules, "pizzip"));
const Docxtemplater = require(path.join(modules, "docxtemplater"));

const template = fs.readFileSync(path.join(folder, "template.docx"));
const contexts = JSON.parse(fs.readFileSync(path.join(folder, "contexts.json"), "utf8"));
const parser = (tag) => ({
  get: (scope) => (tag === "." ? scope : tag.split(".").reduce((value, name) => (value == null ? undefined : value[name]), scope)),
});

const times = contexts.map((context, number) => {
  const began = process.cpuUsage();
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true, parser });
  document.render(context);
  const made = document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  const spent = process.cpuUsage(began);
  fs.writeFileSync(path.join(folder, `${number}.docx`), made);
  return (spent.user + spent.system) / 1000;
});
console.log(JSON.stringify(times));
