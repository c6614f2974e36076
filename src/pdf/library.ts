import { PDFiumModule } from '@hyzyla/pdfium'

/**
 * The functions of PDFium that are used here, as its WebAssembly build exports them. Pointers and handles are numbers,
 * 0 is null. The package's own wrapper has no boxes of characters, so the C interface (fpdfview.h, fpdf_text.h,
 * fpdf_edit.h) is called directly.
 */
export interface Pdfium {
  readonly HEAPU8: Uint8Array
  readonly HEAP32: Int32Array
  readonly HEAPF32: Float32Array
  readonly HEAPF64: Float64Array
  readonly wasmExports: { malloc(bytes: number): number; free(pointer: number): void }
  FPDF_InitLibraryWithConfig(config: number): void
  FPDF_LoadMemDocument(bytes: number, size: number, password: number): number
  FPDF_GetLastError(): number
  FPDF_CloseDocument(document: number): void
  FPDF_GetPageCount(document: number): number
  FPDF_LoadPage(document: number, index: number): number
  FPDF_ClosePage(page: number): void
  FPDF_GetPageWidth(page: number): number
  FPDF_GetPageHeight(page: number): number
  FPDF_PageToDevice(
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    pageX: number,
    pageY: number,
    deviceX: number,
    deviceY: number,
  ): number
  FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: number, stride: number): number
  FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): void
  FPDFBitmap_GetBuffer(bitmap: number): number
  FPDFBitmap_Destroy(bitmap: number): void
  FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ): void
  FPDFText_LoadPage(page: number): number
  FPDFText_ClosePage(text: number): void
  FPDFText_CountChars(text: number): number
  FPDFText_GetUnicode(text: number, index: number): number
  FPDFText_HasUnicodeMapError(text: number, index: number): number
  FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number
  FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number
  FPDFText_GetTextObject(text: number, index: number): number
  FPDFTextObj_GetTextRenderMode(object: number): number
  FPDFPage_CountObjects(page: number): number
  FPDFPage_GetObject(page: number, index: number): number
  FPDFPageObj_GetType(object: number): number
  FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number
  FPDFPageObj_GetMatrix(object: number, matrix: number): number
  FPDFFormObj_CountObjects(form: number): number
  FPDFFormObj_GetObject(form: number, index: number): number
}

let loading: Promise<Pdfium> | undefined

/** PDFium, loaded and initialised once a process. */
export function loadPdfium(): Promise<Pdfium> {
  loading ??= (async () => {
    const library = withoutUnderscores(await PDFiumModule({}))
    library.FPDF_InitLibraryWithConfig(0)
    return library
  })()
  return loading
}

/** Emscripten puts an underscore before each C name. The views of the memory are replaced when it grows, so they stay in `module`. */
function withoutUnderscores(module: object): Pdfium {
  const functions = Object.entries(module)
    .filter(([name]) => name.startsWith('_FPDF'))
    .map(([name, value]) => [name.slice(1), value] as const)
  return Object.setPrototypeOf(Object.fromEntries(functions), module) as Pdfium
}

/** After a crash inside the WebAssembly its memory cannot be trusted: the next caller gets a fresh copy. */
export function forgetPdfium(): void {
  loading = undefined
}

/** Runs `use` with `bytes` bytes of PDFium's memory, and frees them. The address is a multiple of 8. */
export function withMemory<T>(library: Pdfium, bytes: number, use: (pointer: number) => T): T {
  const pointer = library.wasmExports.malloc(bytes)
  try {
    return use(pointer)
  } finally {
    library.wasmExports.free(pointer)
  }
}
