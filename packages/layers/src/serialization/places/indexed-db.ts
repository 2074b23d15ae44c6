const DATABASE = "wellfit";
const STORE = "models";

/** Keeps bytes in the browser's database under a name. */
export async function writeIndexedDb(name: string, bytes: Uint8Array): Promise<void> {
  await transact("readwrite", (store) => store.put(bytes, name));
}

/** The bytes that were kept under a name; undefined when there are none. */
export async function readIndexedDb(name: string): Promise<Uint8Array | undefined> {
  const found: unknown = await transact("readonly", (store) => store.get(name));
  return found instanceof Uint8Array ? found : undefined;
}

/** One request in a transaction of its own; resolves when it is on the disk. */
async function transact<T>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const asked = request(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
