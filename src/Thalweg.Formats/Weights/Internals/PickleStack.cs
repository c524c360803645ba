namespace Thalweg.Formats.Weights;

/// <summary>The stack of a pickle machine, divided by marks that no instruction may reach across.</summary>
internal sealed class PickleStack(PickleReader reader)
{
    private readonly List<object?> _items = [];
    private readonly List<int> _marks = [];

    public void Push(object? value) => _items.Add(value);

    public void Mark() => _marks.Add(_items.Count);

    public object? Peek() => _items.Count > Floor ? _items[^1] : throw Empty();

    public object? Pop()
    {
        var last = Peek();
        _items.RemoveAt(_items.Count - 1);
        return last;
    }

    public object?[] Pop(int count)
    {
        if (_items.Count - count < Floor)
        {
            throw Empty();
        }
        var taken = new object?[count];
        _items.CopyTo(_items.Count - count, taken, 0, count);
        _items.RemoveRange(_items.Count - count, count);
        return taken;
    }

    public object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw reader.Fault("refers to a mark that was never set: it is damaged");
        }
        var taken = Pop(_items.Count - Floor);
        _marks.RemoveAt(_marks.Count - 1);
        return taken;
    }

    public object? TakeLast() =>
        _items.Count == 1 && _marks.Count == 0
            ? _items[0]
            : throw reader.Fault(
                $"stops with {_items.Count} objects and {_marks.Count} open marks, expected one object"
            );

    private int Floor => _marks.Count == 0 ? 0 : _marks[^1];

    private WeightFormatException Empty() => reader.Fault("needs an object that is not there: it is damaged");
}
