"""PyTorch, eager, on one thread: reads one JSON request a line and answers each with one JSON line."""

import base64
import json
import sys

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_flush_denormal(True)


def tensor(array):
    """From {"shape": [...], "data": base64 of float32}."""
    data = bytearray(base64.b64decode(array["data"]))
    return torch.frombuffer(data, dtype=torch.float32).reshape(array["shape"])


def mlp(w, x):
    first = torch.relu(torch.addmm(w[1], x, w[0]))
    return torch.addmm(w[5], torch.relu(torch.addmm(w[3], first, w[2])), w[4])


def moons(w, x):
    return torch.addmm(w[3], torch.relu(torch.addmm(w[1], x, w[0])), w[2])


# By name of the network: logits from weights and a batch, and the loss.
NETWORKS = {
    "moons": (moons, F.binary_cross_entropy_with_logits),
    "mlp": (mlp, F.cross_entropy),
}


class Training:
    """One step of Adam on the next batch each time."""

    def __init__(self, model, weights, batches):
        self.forward, self.loss = NETWORKS[model]
        self.weights = [tensor(w).requires_grad_() for w in weights]
        self.batches = [(tensor(b["x"]), tensor(b["y"])) for b in batches]
        # One kernel for all of a weight's update; the plain loop over operations takes longer.
        self.optimizer = torch.optim.Adam(self.weights, lr=1e-3, eps=1e-7, fused=True)
        self.next = 0

    def run(self, times):
        losses = []
        for _ in range(times):
            x, y = self.batches[self.next % len(self.batches)]
            self.next += 1
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(self.forward(self.weights, x), y)
            loss.backward()
            self.optimizer.step()
            losses.append(loss.item())
        return losses


class Inference:
    """Logits of one batch."""

    def __init__(self, model, weights, x):
        self.forward, _ = NETWORKS[model]
        self.weights = [tensor(w) for w in weights]
        self.x = tensor(x)
        self.result = None

    @torch.inference_mode()
    def run(self, times):
        for _ in range(times):
            self.result = self.forward(self.weights, self.x)

    def read(self):
        return self.result.flatten().tolist()


class Product:
    """A matrix product into memory that is there."""

    def __init__(self, a, b):
        self.a, self.b = tensor(a), tensor(b)
        self.result = torch.empty(self.a.shape[0], self.b.shape[1])

    @torch.inference_mode()
    def run(self, times):
        for _ in range(times):
            torch.matmul(self.a, self.b, out=self.result)

    def read(self):
        return self.result.flatten().tolist()


KINDS = {"training": Training, "inference": Inference, "product": Product}


def main():
    tasks = []
    for line in sys.stdin:
        request = json.loads(line)
        command = request.pop("do")
        if command == "version":
            answer = torch.__version__
        elif command == "build":
            tasks.append(KINDS[request.pop("kind")](**request))
            answer = len(tasks) - 1
        elif command == "run":
            answer = tasks[request["task"]].run(request["times"])
        else:
            answer = tasks[request["task"]].read()
        print(json.dumps(answer), flush=True)


main()
