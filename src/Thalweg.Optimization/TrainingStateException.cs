namespace Thalweg.Optimization;

/// <summary>Bytes that are not a training state: truncated, altered, or of another version.</summary>
public sealed class TrainingStateException(string message) : Exception(message);
