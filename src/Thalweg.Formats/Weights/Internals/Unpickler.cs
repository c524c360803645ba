namespace Thalweg.Formats.Weights;

/// <summary>
/// A stack machine for pickles that can build dictionaries, lists, tuples, texts, numbers and tensors. It has no way to call or
/// import anything: what a pickle names beyond that stays a name, and what it would make of it an object without content.
/// </summary>
/// <remarks>
/// Work and memory are proportional to the bytes of the pickle and end at a million instructions. Values are never walked
/// recursively, so neither deep nesting nor cycles cost anything.
/// </remarks>
internal sealed class Unpickler
{
    // A state_dict takes some 30 instructions per tensor, a checkpoint one or two for each number of its history.
    private const int MostInstructions = 1_000_000;

    private static readonly PickleObject ByteText = new(PickleNames.Of("builtins", "bytes"));
    private static readonly PickleObject SetObject = new(PickleNames.Of("builtins", "set"));

    private readonly PickleReader _reader;
    private readonly PickleCalls _calls;
    private readonly TensorRebuilder _rebuilder;
    private readonly PickleStack _stack;
    private readonly Dictionary<uint, object?> _memo = [];

    private Unpickler(PickleReader reader, TensorRebuilder rebuilder)
    {
        _reader = reader;
        _rebuilder = rebuilder;
        _calls = new PickleCalls(reader, rebuilder);
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
            if (!Number(opcode) && !Text(opcode) && !Container(opcode) && !Memory(opcode) && !Call(opcode))
            {
                throw _reader.Refusal(
                    opcode is > 32 and < 127
                        ? $"the pickle instruction '{(char)opcode}'"
                        : $"the pickle instruction 0x{opcode:x2}",
                    PickleCalls.Allowed
                );
            }
        }
        throw _reader.Fault($"has more than {MostInstructions} instructions, which no state_dict needs");
    }

    private bool Number(byte opcode)
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
                _stack.Push(_reader.Long(_reader.UInt8()));
                return true;
            case PickleOpcode.VeryLong:
                _stack.Push(_reader.Long(_reader.Int32()));
                return true;
            case PickleOpcode.Digits:
                _stack.Push(_reader.Digits());
                return true;
            case PickleOpcode.Float:
                _stack.Push(_reader.Double());
                return true;
            default:
                return false;
        }
    }

    private bool Text(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Unicode:
                _stack.Push(_reader.Text(_reader.UInt32()));
                return true;
            case PickleOpcode.ShortUnicode:
                _stack.Push(_reader.Text(_reader.UInt8()));
                return true;
            case PickleOpcode.LongUnicode:
                _stack.Push(_reader.Text(_reader.Length()));
                return true;
            case PickleOpcode.String:
                _stack.Push(_reader.String(_reader.UInt32()));
                return true;
            case PickleOpcode.ShortString:
                _stack.Push(_reader.String(_reader.UInt8()));
                return true;
            case PickleOpcode.Bytes:
                return Content(_reader.UInt32());
            case PickleOpcode.ShortBytes:
                return Content(_reader.UInt8());
            case PickleOpcode.LongBytes or PickleOpcode.ByteArray:
                return Content(_reader.Length());
            default:
                return false;
        }
    }

    // Bytes are the content of NumPy's scalars and arrays, which are no tensors.
    private bool Content(uint length)
    {
        _reader.Skip(length);
        _stack.Push(ByteText);
        return true;
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
            case PickleOpcode.EmptySet:
                _stack.Push(SetObject);
                return true;
            case PickleOpcode.AddItems:
                Append(_stack.PopToMark());
                return true;
            case PickleOpcode.FrozenSet:
                _stack.PopToMark();
                _stack.Push(SetObject);
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
            case PickleOpcode.Pop:
                _stack.Pop();
                return true;
            case PickleOpcode.PopMark:
                _stack.PopToMark();
                return true;
            case PickleOpcode.Duplicate:
                _stack.Push(_stack.Peek());
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
                _stack.Push(_calls.Global(_reader.Line(), _reader.Line()));
                return true;
            case PickleOpcode.StackGlobal:
                _stack.Push(
                    _stack.Pop(2) is [string module, string name]
                        ? _calls.Global(module, name)
                        : throw _reader.Fault("names a function or type by something other than texts")
                );
                return true;
            case PickleOpcode.Reduce or PickleOpcode.New:
                _stack.Push(_calls.Call(_stack.Pop(2)));
                return true;
            case PickleOpcode.NewWithKeywords:
                _stack.Pop();
                _stack.Push(_calls.Call(_stack.Pop(2)));
                return true;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                _calls.SetState(_stack.Peek(), state);
                return true;
            case PickleOpcode.PersistentId:
                _stack.Push(_rebuilder.Storage(_reader, _stack.Pop()));
                return true;
            default:
                return false;
        }
    }

    private void SetItems(object?[] pairs)
    {
        var target = _stack.Peek();
        if (target is not (PickleDictionary or PickleObject) || pairs.Length % 2 != 0)
        {
            throw _reader.Fault($"sets {pairs.Length} keys and values of {PickleWords.Of(target)}");
        }
        for (var i = 0; i < pairs.Length && target is PickleDictionary items; i += 2)
        {
            items.Set(_reader, pairs[i], pairs[i + 1]);
        }
    }

    private void Append(object?[] items)
    {
        switch (_stack.Peek())
        {
            case PickleList list:
                list.Items.AddRange(items);
                break;
            case PickleObject:
                break;
            case var other:
                throw _reader.Fault($"appends to {PickleWords.Of(other)}, expected a list");
        }
    }

    private object? Remembered(uint index) =>
        _memo.TryGetValue(index, out var value)
            ? value
            : throw _reader.Fault($"recalls object {index}, which was never remembered: it is damaged");
}
