// What Firefox does with a PDF: its reader, the text of a page as it is copied, and the viewer's own search.
import * as pdfjs from "/pdfjs/build/pdf.mjs";

globalThis.pdfjsLib = pdfjs;
const { EventBus, PDFFindController } = await import("/pdfjs/web/pdf_viewer.mjs");
pdfjs.GlobalWorkerOptions.workerSrc = "/pdfjs/build/pdf.worker.mjs";

async function pages(document) {
  const texts = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  return texts;
}

async function lost(document, phrases) {
  const eventBus = new EventBus();
  const linkService = { page: 1, pagesCount: document.numPages }; // what a viewer around it would tell
  const controller = new PDFFindController({ linkService, eventBus });
  controller.setDocument(document);
  const notFound = [];
  for (const query of phrases) {
    eventBus.dispatch("find", {
      type: "again", query, caseSensitive: true, matchDiacritics: true, entireWord: false, highlightAll: true,
    });
    // The search begins in a later turn, and looks at a page as soon as its text is there.
    await new Promise((resolve) => setTimeout(resolve));
    await Promise.all(controller._extractTextPromises);
    await new Promise((resolve) => setTimeout(resolve));
    if (!controller.pageMatches.some((matches) => matches?.length)) notFound.push(query);
  }
  return notFound;
}

globalThis.readPdf = async (phrases) => {
  const task = pdfjs.getDocument({ url: "/file.pdf", verbosity: 0 });
  const document = await task.promise;
  const found = { pages: await pages(document), lost: await lost(document, phrases) };
  await task.destroy();
  return found;
};
globalThis.ready = true;
