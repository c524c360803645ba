namespace Thalweg.Formats.Weights;

/// <summary>
/// A stack machine for pickles that can build dictionaries, lists, tuples, texts, whole numbers and tensors, and nothing
/// else: it has no way to call or import anything.
/// </summary>
/// <remarks>
/// Work and memory are proportional to the bytes of the pickle and end at 250 000 instructions. Values are never walked
/// recursively, so neither deep nesting nor cycles cost anything.
/// </remarks>
internal sealed class Unpickler
{
    // A state_dict takes some 30 instructions per tensor.
    private const int MostInstructions = 250_000;
    private const string Allowed =
        "a weight file may hold tensors only (collections.OrderedDict, torch._utils._rebuild_tensor_v2, "
        + "torch._utils._rebuild_parameter, torch.DoubleStorage, torch.FloatStorage), so save net.state_dict()";

    private readonly PickleReader _reader;
    private readonly TensorRebuilder _rebuilder;
    private readonly PickleStack _stack;
    private readonly Dictionary<uint, object?> _memo = [];

    private Unpickler(PickleReader reader, TensorRebuilder rebuilder)
    {
        _reader = reader;
        _rebuilder = rebuilder;
        _stack = new PickleStack(reader);
    }

    /// <summary>Carries out one pickle up to its stop instruction and returns the object it built.</summary>
    /// <param name="rebuilder">Turns descriptions into tensors and remembers the storages they use.</param>
    /// <exception cref="WeightFormatException">An instruction is not allowed, not valid or incomplete.</exception>
    public static object? Load(PickleReader reader, TensorRebuilder rebuilder) =>
        new Unpickler(reader, rebuilder).Run();

    private object? Run()
    {
        if (_reader.NextInstruction() != PickleOpcode.Protocol || _reader.UInt8() is < 2 or > 5)
        {
            throw _reader.Fault("does not start with protocol 2 to 5: save the network again with torch.save");
        }
        for (var count = 0; count < MostInstructions; count++)
        {
            var opcode = _reader.NextInstruction();
            if (opcode == PickleOpcode.Stop)
            {
                return _stack.TakeLast();
            }
            if (!Scalar(opcode) && !Container(opcode) && !Memory(opcode) && !Call(opcode))
            {
                throw _reader.Refusal(
                    opcode is > 32 and < 127
                        ? $"the pickle instruction '{(char)opcode}'"
                        : $"the pickle instruction 0x{opcode:x2}",
                    Allowed
                );
            }
        }
        throw _reader.Fault($"has more than {MostInstructions} instructions, which no state_dict needs");
    }

    private bool Scalar(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None:
                _stack.Push(null);
                return true;
            case PickleOpcode.True:
                _stack.Push(true);
                return true;
            case PickleOpcode.False:
                _stack.Push(false);
                return true;
            case PickleOpcode.Int32:
                _stack.Push((long)_reader.Int32());
                return true;
            case PickleOpcode.UInt8:
                _stack.Push((long)_reader.UInt8());
                return true;
            case PickleOpcode.UInt16:
                _stack.Push((long)_reader.UInt16());
                return true;
            case PickleOpcode.Long:
                _stack.Push(_reader.Long());
                return true;
            case PickleOpcode.Unicode:
                _stack.Push(_reader.Text(_reader.UInt32()));
                return true;
            case PickleOpcode.ShortUnicode:
                _stack.Push(_reader.Text(_reader.UInt8()));
                return true;
            default:
                return false;
        }
    }

    private bool Container(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark:
                _stack.Mark();
                return true;
            case PickleOpcode.EmptyDictionary:
                _stack.Push(new PickleDictionary());
                return true;
            case PickleOpcode.SetItem:
                SetItems(_stack.Pop(2));
                return true;
            case PickleOpcode.SetItems:
                SetItems(_stack.PopToMark());
                return true;
            case PickleOpcode.EmptyList:
                _stack.Push(new PickleList());
                return true;
            case PickleOpcode.Append:
                Append(_stack.Pop(1));
                return true;
            case PickleOpcode.Appends:
                Append(_stack.PopToMark());
                return true;
            case PickleOpcode.EmptyTuple:
                _stack.Push(new PickleTuple([]));
                return true;
            case PickleOpcode.Tuple:
                _stack.Push(new PickleTuple(_stack.PopToMark()));
                return true;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _stack.Push(new PickleTuple(_stack.Pop(opcode - PickleOpcode.Tuple1 + 1)));
                return true;
            default:
                return false;
        }
    }

    private bool Memory(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Frame:
                // Frames only announce how many bytes to fetch; the pickle is in memory already.
                _reader.UInt64();
                return true;
            case PickleOpcode.Put:
                _memo[_reader.UInt8()] = _stack.Peek();
                return true;
            case PickleOpcode.LongPut:
                _memo[_reader.UInt32()] = _stack.Peek();
                return true;
            case PickleOpcode.Memoize:
                _memo[(uint)_memo.Count] = _stack.Peek();
                return true;
            case PickleOpcode.Get:
                _stack.Push(Remembered(_reader.UInt8()));
                return true;
            case PickleOpcode.LongGet:
                _stack.Push(Remembered(_reader.UInt32()));
                return true;
            default:
                return false;
        }
    }

    private bool Call(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                _stack.Push(Global(_reader.Line(), _reader.Line()));
                return true;
            case PickleOpcode.StackGlobal:
                _stack.Push(
                    _stack.Pop(2) is [string module, string name]
                        ? Global(module, name)
                        : throw _reader.Fault("names a function or type by something other than texts")
                );
                return true;
            case PickleOpcode.Reduce:
                Reduce();
                return true;
            case PickleOpcode.Build:
                Build();
                return true;
            case PickleOpcode.PersistentId:
                _stack.Push(_rebuilder.Storage(_reader, _stack.Pop(1)[0]));
                return true;
            default:
                return false;
        }
    }

    private PickleGlobal Global(string module, string name) =>
        (module, name) switch
        {
            ("collections", "OrderedDict") => PickleGlobal.OrderedDictionary,
            ("torch._utils", "_rebuild_tensor_v2") => PickleGlobal.RebuildTensor,
            ("torch._utils", "_rebuild_parameter") => PickleGlobal.RebuildParameter,
            ("torch", "DoubleStorage") => PickleGlobal.DoubleStorage,
            ("torch", "FloatStorage") => PickleGlobal.FloatStorage,
            ("torch", _) when name.EndsWith("Storage", StringComparison.Ordinal) => throw _reader.Refusal(
                $"torch.{Excerpt.Of(name)}",
                "weights must be float64 or float32, so convert the network with net.double() before saving"
            ),
            _ => throw _reader.Refusal($"{Excerpt.Of(module)}.{Excerpt.Of(name)}", Allowed),
        };

    private void Reduce()
    {
        var parts = _stack.Pop(2);
        if (parts is not [PickleGlobal callable, PickleTuple { Items: var arguments }])
        {
            throw _reader.Fault($"calls {PickleWords.Of(parts[0])} with {PickleWords.Of(parts[1])}: {Allowed}");
        }
        _stack.Push(
            callable switch
            {
                PickleGlobal.OrderedDictionary when arguments.Length == 0 => new PickleDictionary(),
                PickleGlobal.RebuildTensor => _rebuilder.Tensor(_reader, arguments),
                PickleGlobal.RebuildParameter => TensorRebuilder.Parameter(_reader, arguments),
                _ => throw _reader.Fault(
                    "calls a storage type or fills a dictionary in a call, which no state_dict does"
                ),
            }
        );
    }

    // A state_dict carries the versions of its modules as an attribute; they do not concern the values.
    private void Build()
    {
        var state = _stack.Pop(1)[0];
        if (_stack.Peek() is not PickleDictionary || state is not PickleDictionary { Items: { Count: 1 } attributes })
        {
            throw _reader.Fault(
                $"sets the state of {PickleWords.Of(_stack.Peek())} to {PickleWords.Of(state)}: {Allowed}"
            );
        }
        var (name, value) = attributes.GetAt(0);
        if (name != "_metadata" || value is not PickleDictionary)
        {
            throw _reader.Refusal($"the attribute '{Excerpt.Of(name)}'", "only _metadata is expected on a state_dict");
        }
    }

    private void SetItems(object?[] pairs)
    {
        if (_stack.Peek() is not PickleDictionary { Items: var items } || pairs.Length % 2 != 0)
        {
            throw _reader.Fault($"sets {pairs.Length} keys and values of {PickleWords.Of(_stack.Peek())}");
        }
        for (var i = 0; i < pairs.Length; i += 2)
        {
            items[
                pairs[i] as string
                    ?? throw _reader.Fault(
                        $"has a dictionary key that is {PickleWords.Of(pairs[i])}, expected a text: save net.state_dict() alone"
                    )
            ] = pairs[i + 1];
        }
    }

    private void Append(object?[] items)
    {
        if (_stack.Peek() is not PickleList list)
        {
            throw _reader.Fault($"appends to {PickleWords.Of(_stack.Peek())}, expected a list");
        }
        list.Items.AddRange(items);
    }

    private object? Remembered(uint index) =>
        _memo.TryGetValue(index, out var value)
            ? value
            : throw _reader.Fault($"recalls object {index}, which was never remembered: it is damaged");
}
