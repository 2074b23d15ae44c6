/** Hands bytes to the user of a page as a download. */
export function download(name: string, bytes: Uint8Array): void {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name.split("/").at(-1) ?? name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has begun by then; sooner, some browsers would lose it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
