import { describe, expect, it } from 'vitest';
import { readDealer, settingNames } from '../../../shared/dealers/administer.ts';
import { addGeneration } from '../../../shared/dealers/secret-generations.ts';
import { aDealer } from '../../builders/dealer.ts';

const { id: _, settings: __, ...described } = aDealer();

function faultsOf(settings: Record<string, unknown>) {
  try {
    return readDealer('cd-south', { ...described, settings }, undefined);
  } catch (error) {
    return error;
  }
}

describe("a dealer's description", () => {
  it('has every setting at its default where none is given', () => {
    expect(readDealer('cd-south', described, undefined)).toEqual(aDealer());
  });

  it('names an unknown setting, and those there are', () => {
    expect(faultsOf({ askIn: '10:00' })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/settings/askIn', detail: `is no setting; there are ${settingNames.join(', ')}` }],
    });
    expect(settingNames).toContain('visitsPerMinute');
  });

  it('says by what secrets and pauses are changed instead', () => {
    expect(faultsOf({ textsPaused: true, secretGenerations: [9] })).toMatchObject({
      errors: [
        {
          pointer: '/settings/textsPaused',
          detail: 'is not set here; use PUT /v1/dealers/{dealerId}/texting',
        },
        { pointer: '/settings/secretGenerations' },
      ],
    });
  });

  it('a wrong value is named by its pointer', () => {
    expect(faultsOf({ askAt: 'noon' })).toMatchObject({ errors: [{ pointer: '/settings/askAt' }] });
  });

  it('leaves secrets and a pause as they are, and takes other settings back to their defaults', () => {
    const rotated = addGeneration(aDealer({ settings: { askAt: '12:00', textsPaused: true } }), 2);
    const read = readDealer('cd-south', described, rotated).settings;
    expect(read).toMatchObject({ secretGenerations: [1, 2], textsPaused: true, askAt: '10:00' });
  });
});
