/** A few choices side by side: native radios, so that arrow keys and screen readers just work. */
export function Segmented<T extends string>(props: {
  name: string;
  label: string;
  value: T | undefined;
  options: readonly { value: T; label: string }[];
  disabled?: boolean;
  testId?: string;
  onChange(value: T): void;
}) {
  return (
    <div className="seg" role="radiogroup" aria-label={props.label} data-testid={props.testId}>
      {props.options.map((option) => (
        <label key={option.value} className={option.value === props.value ? 'on' : ''}>
          <input
            type="radio"
            name={props.name}
            value={option.value}
            checked={option.value === props.value}
            disabled={props.disabled}
            data-testid={props.testId ? `${props.testId}-${option.value}` : undefined}
            onChange={() => props.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
