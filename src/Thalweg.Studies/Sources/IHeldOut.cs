namespace Thalweg.Studies.Sources;

/// <summary>A source that names data which are never trained on.</summary>
public interface IHeldOut
{
    /// <summary>The loss on them; null where none are named.</summary>
    Source? HeldOut { get; }
}
