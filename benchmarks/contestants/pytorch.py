"""PyTorch, eager, on one thread."""

import base64

import torch
import torch.nn.functional as F
from serve import serve

torch.set_num_threads(1)
torch.set_flush_denormal(True)


def tensor(array):
    """From {"shape": [...], "data": base64 of float32}."""
    data = bytearray(base64.b64decode(array["data"]))
    return torch.frombuffer(data, dtype=torch.float32).reshape(array["shape"])


def mlp(w, x):
    first = torch.relu(torch.addmm(w[1], x, w[0]))
    return torch.addmm(w[5], torch.relu(torch.addmm(w[3], first, w[2])), w[4])


def cnn(w, x):
    """Images are [rows, height, width, 1], kernels [to, from, height, width]."""
    x = x.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    first = F.max_pool2d(torch.relu(F.conv2d(x, w[0], w[1])), 2)
    second = F.max_pool2d(torch.relu(F.conv2d(first, w[2], w[3])), 2)
    flat = second.permute(0, 2, 3, 1).flatten(1)
    return torch.addmm(w[7], torch.relu(torch.addmm(w[5], flat, w[4])), w[6])


def prepare_cnn(w):
    # Channels last in memory, which its convolutions on the processor are fastest with.
    first, second = (w[i].permute(3, 2, 0, 1).contiguous(memory_format=torch.channels_last) for i in (0, 2))
    return [first, w[1], second, *w[3:]]


def lstm(w, x):
    """torch.nn.LSTM's kernel with weights [4 * units, from] and two biases, of which one stays 0."""
    zeros = x.new_zeros(1, x.shape[0], w[1].shape[1])
    out, _, _ = torch.lstm(x, (zeros, zeros), [w[0], w[1], w[2], torch.zeros_like(w[2])], True, 1, 0.0, True, False, True)
    return torch.addmm(w[4], out[:, -1], w[3])


def prepare_lstm(w):
    return [w[0].t().contiguous(), w[1].t().contiguous(), *w[2:]]


def moons(w, x):
    return torch.addmm(w[3], torch.relu(torch.addmm(w[1], x, w[0])), w[2])


# By name of the network: logits from weights and a batch, and the loss.
NETWORKS = {
    "moons": (moons, F.binary_cross_entropy_with_logits),
    "mlp": (mlp, F.cross_entropy),
    "cnn": (cnn, F.cross_entropy),
    "lstm": (lstm, F.cross_entropy),
}

# From everybody's layout of the weights to PyTorch's.
PREPARE = {"cnn": prepare_cnn, "lstm": prepare_lstm}


class Training:
    """One step of Adam on the next batch each time."""

    def __init__(self, model, weights, batches, fused=False):
        self.forward, self.loss = NETWORKS[model]
        ready = PREPARE.get(model, list)([tensor(w) for w in weights])
        self.weights = [w.requires_grad_() for w in ready]
        self.batches = [(tensor(b["x"]), tensor(b["y"])) for b in batches]
        # Fused is one kernel for all of a weight's update, in place of a loop over operations.
        self.optimizer = torch.optim.Adam(self.weights, lr=1e-3, eps=1e-7, fused=fused)
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


serve(lambda kind, **options: KINDS[kind](**options))
