using System.Buffers;

namespace Thalweg.Optimization;

/// <summary>Writes a state.</summary>
internal sealed class StateWriter : StateTransfer
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public override int Index(int index) => Value(index);

    public override int Count(int count, int size) => Value(count);

    /// <summary>Contents behind their length, which an array of bytes reads.</summary>
    public void Block(Action<StateTransfer> contents)
    {
        var inner = new StateWriter();
        contents(inner);
        Value(inner.buffer.WrittenCount);
        buffer.Write(inner.Written);
    }

    protected override void Move(Span<byte> bytes) => buffer.Write(bytes);
}
