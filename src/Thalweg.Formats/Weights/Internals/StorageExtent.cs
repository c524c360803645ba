namespace Thalweg.Formats.Weights;

/// <summary>Where the values of one storage lie in the file.</summary>
/// <param name="Start">Position of its first byte.</param>
internal readonly record struct StorageExtent(int Start, ElementType Type, bool BigEndian);
