namespace Thalweg.Results.Records;

/// <summary>What <c>run.json</c> says of the processes that filled a store: everything that results must not depend on.</summary>
/// <param name="Processes">Oldest first.</param>
/// <param name="Tasks">By task key.</param>
public sealed record RunRecord(IReadOnlyList<RunProcess> Processes, IReadOnlyDictionary<string, RunTask> Tasks);
