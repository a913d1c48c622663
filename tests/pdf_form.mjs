// Shows every page of /file.pdf with the fields of its form, as Firefox's reader does, for a keyboard to walk through.
import * as pdfjs from "/pdfjs/build/pdf.mjs";

pdfjs.GlobalWorkerOptions.workerSrc = "/pdfjs/build/pdf.worker.mjs";
globalThis.pdfjsLib = pdfjs;
const { SimpleLinkService } = await import("/pdfjs/web/pdf_viewer.mjs");
const file = await pdfjs.getDocument({ url: "/file.pdf" }).promise;

for (let number = 1; number <= file.numPages; number++) {
  const page = await file.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const div = document.body.appendChild(document.createElement("div"));
  const annotationStorage = file.annotationStorage;
  const linkService = new SimpleLinkService();
  const layer = new pdfjs.AnnotationLayer({ div, page, viewport: viewport.clone({ dontFlip: true }), linkService, annotationStorage });
  const annotations = await page.getAnnotations({ intent: "display" });
  await layer.render({ annotations, div, page, viewport, linkService, annotationStorage, renderForms: true });
}

globalThis.saved = async () => Array.from(await file.saveDocument());
globalThis.ready = true;
