import '../../../components/provider/provider.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html } from 'lit';
import { GroupRole } from '../../../src/index.js';
import { find, get, mountWith, settle, unmountAll } from '../../helpers/elements.js';
import { givePeople, member } from '../../helpers/fake-people.js';
import { FakeSession } from '../../helpers/fake-session.js';
import { groupItem } from '../../helpers/group-samples.js';

describe('<openim-group-details>', () => {
  afterEach(unmountAll);

  it('should not open the menu of a member again who left meanwhile and came back', async () => {
    const session = new FakeSession();
    const { groups } = givePeople(session);
    const [owner, mara] = [member('me', 'Ada', { roleLevel: GroupRole.Owner }), member('mara', 'Mara Keller')];
    groups.group('design').value.value = groupItem('design');
    const members = groups.members('design');
    members.self.value = owner;
    const box = await mountWith(session, html`<openim-group-details group-id="design"></openim-group-details>`);
    const show = async (...shown: typeof members.value.value): Promise<HTMLElement | null> => {
      members.value.value = shown;
      await settle(box);
      return find(box, 'openim-group-details', 'openim-menu');
    };
    await show(owner, mara);
    get(box, 'openim-group-details', '.member__menu').click();
    assert.isTrue((await show(owner, mara)) !== null, 'no menu');
    assert.isTrue((await show(owner)) === null, 'the menu of somebody who is gone');
    assert.isTrue((await show(owner, mara)) === null, 'the menu opened by itself');
  });
});
