namespace Thalweg.Optimization;

/// <summary>Writes a state, or only finds out how long it is: large states are then written once, into one array.</summary>
/// <param name="target">Null to measure.</param>
internal sealed class StateWriter(byte[]? target = null, int at = 0) : StateTransfer
{
    /// <summary>Where the next byte goes.</summary>
    public int At { get; private set; } = at;

    public override int Index(int index) => Value(index);

    public override int Count(int count, int size) => Value(count);

    /// <summary>Contents behind their length, which an array of bytes reads.</summary>
    public void Block(Action<StateTransfer> contents)
    {
        var from = At;
        Value(0);
        contents(this);
        if (target is not null)
        {
            BitConverter.TryWriteBytes(target.AsSpan(from), At - from - sizeof(int));
        }
    }

    protected override void Move(Span<byte> bytes)
    {
        if (target is not null)
        {
            bytes.CopyTo(target.AsSpan(At));
        }
        At = checked(At + bytes.Length);
    }
}
