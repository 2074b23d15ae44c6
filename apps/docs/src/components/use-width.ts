import { onBeforeUnmount, onMounted, type Ref, ref } from "vue";

/** The width of an element in whole pixels, now and whenever it changes; 0 before it is in the page. */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(0);
  let observer: ResizeObserver | undefined;
  onMounted(() => {
    const target = element.value;
    if (target === null) return;
    const read = (): void => {
      width.value = Math.floor(target.clientWidth);
    };
    read();
    observer = new ResizeObserver(read);
    observer.observe(target);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return width;
}
