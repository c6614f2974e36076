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
  _FPDF_InitLibraryWithConfig(config: number): void
  _FPDF_LoadMemDocument(bytes: number, size: number, password: number): number
  _FPDF_GetLastError(): number
  _FPDF_CloseDocument(document: number): void
  _FPDF_GetPageCount(document: number): number
  _FPDF_LoadPage(document: number, index: number): number
  _FPDF_ClosePage(page: number): void
  _FPDF_GetPageWidth(page: number): number
  _FPDF_GetPageHeight(page: number): number
  _FPDF_PageToDevice(
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
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: number, stride: number): number
  _FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): void
  _FPDFBitmap_GetBuffer(bitmap: number): number
  _FPDFBitmap_Destroy(bitmap: number): void
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ): void
  _FPDFText_LoadPage(page: number): number
  _FPDFText_ClosePage(text: number): void
  _FPDFText_CountChars(text: number): number
  _FPDFText_GetUnicode(text: number, index: number): number
  _FPDFText_HasUnicodeMapError(text: number, index: number): number
  _FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number
  _FPDFText_GetTextObject(text: number, index: number): number
  _FPDFTextObj_GetTextRenderMode(object: number): number
  _FPDFPage_CountObjects(page: number): number
  _FPDFPage_GetObject(page: number, index: number): number
  _FPDFPageObj_GetType(object: number): number
  _FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number
  _FPDFFormObj_CountObjects(form: number): number
  _FPDFFormObj_GetObject(form: number, index: number): number
}

let loading: Promise<Pdfium> | undefined

/** PDFium, loaded and initialised once a process. */
export function loadPdfium(): Promise<Pdfium> {
  loading ??= (async () => {
    const library = (await PDFiumModule({})) as unknown as Pdfium
    library._FPDF_InitLibraryWithConfig(0)
    return library
  })()
  return loading
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
