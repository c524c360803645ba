namespace Thalweg.Optimization;

/// <summary>Reads a state; whatever the bytes are, it reads within them and makes nothing larger than they are.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> state) : StateTransfer
{
    private ReadOnlyMemory<byte> rest = state;

    public override int Index(int index)
    {
        index = Value(index);
        return index >= 0 ? index : throw Damaged($"{index} is no index");
    }

    public override int Count(int count, int size)
    {
        count = Value(count);
        return count >= 0 && count <= rest.Length / size
            ? count
            : throw Damaged($"{count} items are declared where {rest.Length} bytes are left");
    }

    public void End()
    {
        if (!rest.IsEmpty)
        {
            throw Damaged($"{rest.Length} bytes follow its end");
        }
    }

    protected override void Move(Span<byte> bytes)
    {
        if (bytes.Length > rest.Length)
        {
            throw Damaged($"{bytes.Length} bytes are expected where {rest.Length} are left");
        }
        rest.Span[..bytes.Length].CopyTo(bytes);
        rest = rest[bytes.Length..];
    }

    private static TrainingStateException Damaged(string what) =>
        new($"the training state is damaged: {what}; delete the file to start the run again");
}
